package vm

import (
	"slices"
	"time"

	"landline/netcore/chat"
)

// Desk holds everything the window shows. The zero Desk is an empty window of
// a person whose name is not known yet. One goroutine owns it.
type Desk struct {
	me        Named
	known     bool
	rooms     []*Room
	selected  *Room
	covered   bool  // a view that is no room lies over the selected one
	elsewhere bool  // the person looks at something else than this window
	withdrawn []Key // rooms that are closed, and of which an alert stands
	visits    int   // of rooms, so far
	lobby     []Found
	far       map[place]int // how near the rooms of the lobby are
	earlier   []KnownRoom
	relocked  Relocked
	myself    chat.Status
	recent    []string
	sockets   Sockets
	search    Search
	details   Details
	exported  Exported
	prefs     Prefs
	passwords Passwords
	system    System
	warning   warning
	trust     trust
	doctor    doctor
}

// Apply takes events in, in their order. Now dates what carries no time of its
// own, and says which day "Today" is.
func (d *Desk) Apply(now time.Time, events ...Event) {
	for _, r := range d.rooms {
		r.now = now
	}
	renamed := false
	for _, e := range events {
		d.apply(now, e)
		d.note(now, e)
		renamed = renamed || renames(e)
	}
	if renamed {
		d.tellApart()
	}
}

func (d *Desk) apply(now time.Time, event Event) {
	switch e := event.(type) {
	case Named:
		d.me, d.known = e, true
		for _, r := range d.rooms {
			r.me = e.ID
		}
	case Opened:
		d.open(now, e)
	case Reveal:
		d.Select(e.Room)
	case Closed:
		d.close(e.Room)
	case Lobby:
		d.sortLobby(e.Rooms)
	case Known:
		d.earlier = slices.Clone(e.Rooms)
	case Relocked:
		d.relocked = e
	case Recent:
		d.recent = slices.Clone(e.Targets)
	case Sockets:
		d.sockets = e
	case Hits:
		d.search.take(e)
	case Surroundings:
		d.search.surround(e)
	case Details:
		d.details = e
	case Exported:
		d.exported = e
	case Diagnosis:
		d.doctor.diagnosis = e
	case Probed:
		d.doctor.probed = e
	case Reached:
		d.doctor.reached = e
	case Myself:
		d.myself = e.Status
	case Warned:
		d.warning.say(e.Text)
	case Preferred:
		d.prefs = e.Prefs
	case Passwords:
		d.passwords = Passwords{append([]KeptPassword{}, e.List...)}
	case System:
		d.system = e
	default:
		d.applyToRoom(now, event)
	}
}

// applyToRoom takes in what concerns one room alone.
func (d *Desk) applyToRoom(now time.Time, event Event) {
	switch e := event.(type) {
	case Listening:
		d.with(e.Room, func(r *Room) { r.listening = slices.Clone(e.Addresses) })
	case Happened:
		d.with(e.Room, func(r *Room) { r.happened(now, e, d.watches(r)) })
	case Linked:
		d.with(e.Room, func(r *Room) { r.parts(now, e); r.linked(now, e) })
	case Queued:
		d.with(e.Room, func(r *Room) { r.queued(e, d.me.Name) })
	case Met:
		d.with(e.Room, func(r *Room) { r.met(now, e) })
	case Remembered:
		d.with(e.Room, func(r *Room) { r.remembered(e) })
	case Recalled:
		d.with(e.Room, func(r *Room) { r.recalled(e) })
	case Missed:
		d.with(e.Room, func(r *Room) { r.seekMissed(now) })
	case Drafted:
		d.with(e.Room, func(r *Room) { r.draft = e.Text })
	case Unsaid:
		d.with(e.Room, func(r *Room) { r.unsaid(now, e, d.me.Name) })
	case Absent:
		d.with(e.Room, func(r *Room) { r.away = e.Since })
	case Identified:
		d.with(e.Room, func(r *Room) { r.id = e.ID })
	case Retitled:
		d.with(e.Room, func(r *Room) { r.name = e.Name })
	case Tuned:
		d.with(e.Room, func(r *Room) { r.alerts = e.Alerts })
	}
}

// open adds a room and shows it: a room appears because somebody asked for it.
// One that is there already is shown again.
func (d *Desk) open(now time.Time, e Opened) {
	if d.Room(e.Room) == nil {
		d.rooms = append(d.rooms, &Room{
			key: e.Room, me: d.me.ID, following: true,
			name: e.Name, address: e.Address, hosting: e.Hosting,
			now: now, verified: d.Verified,
		})
	}
	d.Select(e.Room)
}

// close takes a room out; its neighbour takes its place on the screen.
func (d *Desk) close(key Key) {
	i := slices.IndexFunc(d.rooms, func(r *Room) bool { return r.key == key })
	if i < 0 {
		return
	}
	closed := d.rooms[i]
	if closed.summons.alert.shown {
		d.withdrawn = append(d.withdrawn, key)
	}
	d.rooms = slices.Delete(d.rooms, i, i+1)
	if d.selected != closed {
		return
	}
	d.selected = nil
	if len(d.rooms) > 0 {
		d.visit(d.rooms[min(i, len(d.rooms)-1)])
	}
}

func (d *Desk) with(key Key, do func(*Room)) {
	if r := d.Room(key); r != nil {
		do(r)
	}
}

// Me is this person. Known is false until the first Named came, so that a
// window does not ask for a name that is about to arrive.
func (d *Desk) Me() (me Named, known bool) { return d.me, d.known }

// Rooms lists this person's rooms in the order they were opened. The slice is
// the Desk's own.
func (d *Desk) Rooms() []*Room { return d.rooms }

// Room finds a room by its key; nil where there is none.
func (d *Desk) Room(key Key) *Room {
	for _, r := range d.rooms {
		if r.key == key {
			return r
		}
	}
	return nil
}

// Spoke tells that the person says something in a room now: the word New goes.
func (d *Desk) Spoke(key Key) {
	d.with(key, func(r *Room) { r.fresh = 0 })
}

// TakeBack drops a line that the room declined and returns its text.
func (d *Desk) TakeBack(key Key, id chat.MessageID) (text string, ok bool) {
	r := d.Room(key)
	if r == nil {
		return "", false
	}
	line, ok := r.lines.takeBack(id)
	return line.Text, ok
}

// SayAgain shows a declined line, or deed, as on its way again. It tells whether
// there is such a one, and saying it again may help.
func (d *Desk) SayAgain(key Key, id chat.MessageID) bool {
	r := d.Room(key)
	if r == nil {
		return false
	}
	if i := r.attempt(id); i >= 0 && r.attempts[i].failed && r.attempts[i].again {
		r.try(id, r.attempts[i].text, r.attempts[i].Deed)
		return true
	}
	line, ok := r.lines.failed(id)
	if !ok || !line.Again {
		return false
	}
	r.lines.queue(line)
	return true
}

// Asked says that older lines of a room are on their way.
func (d *Desk) Asked(key Key) {
	d.with(key, func(r *Room) { r.top.asked = true })
}

// AskAgain lets a reader who is still at the top of a room ask once more for
// lines that the host was not there to send, now that it is.
func (d *Desk) AskAgain(key Key) {
	d.with(key, func(r *Room) {
		if r.link == Seated {
			r.top.back()
		}
	})
}

// Recent lists the addresses joined before, newest first.
func (d *Desk) Recent() []string { return d.recent }

// Sockets is what the Connections view shows.
func (d *Desk) Sockets() Sockets { return d.sockets }
