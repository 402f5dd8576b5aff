package ui

import (
	"cmp"
	"slices"
	"strings"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// jump is a row of the switcher: something to go to, or to do.
type jump struct {
	title string // of the group that it stands in
	name  string // tells a command from others, whatever the language is later
	room  vm.Key
	found chat.RoomID // of a room of the lobby, which who keeps
	runs  []vm.Run
	note  string
	keys  string
	glyph string
	count int // unread lines
	who   chat.MemberID
	label string // the person's name; empty for what is no person
	do    func() // nil for nothing, any more
	aside func() // with Shift; nil for nothing else
}

// same tells whether two jumps lead to one place, whatever is told of it.
func (j jump) same(o jump) bool {
	return j.room == o.room && j.found == o.found && j.who == o.who && j.label == o.label && j.name == o.name
}

// maxListed bounds the rows of the switcher: what comes while it is open and is too
// much waits for the next letter.
const maxListed = 120

// inPlacesOf keeps the jumps that were listed before in their places, so that none
// goes from under the mouse, and has new ones below them. One that is there no longer
// stays too, as it was told of last; a command does nothing then.
func inPlacesOf(before, jumps []jump) []jump {
	list := make([]jump, 0, len(before)+len(jumps))
	for _, j := range before {
		if i := slices.IndexFunc(jumps, j.same); i >= 0 {
			j = jumps[i]
		} else if j.name != "" {
			j.do = nil
		}
		list = append(list, j)
	}
	for _, j := range jumps {
		if len(list) < maxListed && !slices.ContainsFunc(before, j.same) {
			list = append(list, j)
		}
	}
	return list
}

// jumps lists what goes by what was typed: rooms, rooms found, people, commands.
func (w *Window) jumps(query string) (list []jump) {
	found := w.desk.Jumps(query)
	for _, r := range found.Rooms {
		glyph, _ := stateGlyph(r.Room)
		list = append(list, jump{title: words.T("YOUR ROOMS"), runs: r.Runs, note: r.State(), glyph: glyph, count: r.Unread(), room: r.Key(),
			do: func() { w.selectRoom(r.Key()) }})
	}
	for _, f := range found.Found {
		list = append(list, jump{title: words.T("ON THIS NETWORK"), runs: f.Runs, note: f.Keeper(), glyph: "join", found: f.Room, who: f.Host,
			do: func() { w.joinFound(f.Found) }})
	}
	for _, p := range found.People {
		list = append(list, jump{title: words.T("PEOPLE"), runs: p.Runs, note: whereabouts(p), who: p.ID, label: p.Name,
			do:    func() { w.mention(p.Room.Key(), p.Name) },
			aside: func() { w.showSafety(p.ID, p.Name) }})
	}
	return append(list, w.commandJumps(query)...)
}

// whereabouts says in which room somebody is, and who they are where they have a
// namesake.
func whereabouts(p vm.PersonJump) string {
	where := words.T("in %s", p.Where())
	if p.Tag != "" {
		return "#" + p.Tag + " · " + where
	}
	return where
}

// commandJumps lists the commands that would do something now, those used last
// first.
func (w *Window) commandJumps(query string) []jump {
	type ranked struct {
		jump
		rank int
	}
	var list []ranked
	for i, c := range w.commands() {
		rank, runs, ok := vm.Fuzzy(strings.TrimSpace(query), c.name)
		if !ok || c.do == nil || c.glyph == "" || c.does != nil && !c.does() {
			continue
		}
		list = append(list, ranked{jump{title: words.T("TO DO"), name: c.name, runs: runs, keys: keyLine(c), glyph: c.glyph, do: c.do},
			rank*1000 + w.uses[c.name]*100 - i})
	}
	slices.SortStableFunc(list, func(a, b ranked) int { return cmp.Compare(b.rank, a.rank) })
	jumps := make([]jump, len(list))
	for i, r := range list {
		jumps[i] = r.jump
	}
	return jumps
}

// used remembers that a command was taken from the switcher.
func (w *Window) used(j jump) {
	if j.name == "" {
		return
	}
	if w.uses == nil {
		w.uses = make(map[string]int)
	}
	last := 0
	for _, n := range w.uses {
		last = max(last, n)
	}
	w.uses[j.name] = last + 1
}

// mention goes to a room and begins to write to somebody there.
func (w *Window) mention(key vm.Key, name string) {
	w.selectRoom(key)
	pane := w.pane()
	if pane == nil || pane.room.Key() != key || pane.composer.entry.Disabled() {
		return
	}
	text := pane.composer.entry.Text
	if text != "" && !strings.HasSuffix(text, " ") && !strings.HasSuffix(text, "\n") {
		text += " "
	}
	pane.composer.entry.put(text + "@" + name + " ")
	pane.focus()
}
