package vm

import (
	"time"

	"landline/app/words"
	"landline/netcore/chat"
)

// alertPace is the least time between two alerts of one room: what comes in
// between is told with the next.
const alertPace = 2 * time.Second

// alertLetters is about how much of a line an alert shows.
const alertLetters = 160

// Alert is what a person is told of a room while they look elsewhere. A room has
// at most one, which takes the place of the one before. Its words come from
// other people, and are no markup.
type Alert struct {
	Room  Key
	Line  uint64 // the Seq of the first line that it tells of
	Count int    // of lines that it tells of
	Title string // of what, and where: one line
	Text  string // what was said, cut short, on one line; may be empty
	Quiet bool   // it only puts right the one that is shown, and is no reason for a sound
}

// summons is what a room has to tell of outside the window.
type summons struct {
	all   heard // the lines that nobody has looked at
	named heard // those of them that speak to this person
	alert lastAlert
}

// lastAlert is the alert of a room that was told last.
type lastAlert struct {
	at     time.Time
	newest uint64 // of the lines that it told of, by their Seq
	count  int    // of these
	text   string // of the newest one
	shown  bool   // it is still there
	left   heard  // what is left of its lines: some may be deleted meanwhile
}

// Watch says whether the window has the person's attention, which it has before
// the first call. While it has not, lines that arrive are unread wherever they
// stand, and Alerts tells of them.
func (d *Desk) Watch(watched bool) {
	if !watched && !d.elsewhere {
		d.parted()
		for _, r := range d.rooms {
			r.summons.forgetLines()
		}
	}
	d.elsewhere = !watched
	d.seen()
}

// watches tells whether the person looks at a room now.
func (d *Desk) watches(r *Room) bool { return r == d.selected && !d.covered && !d.elsewhere }

// Alerts tells what a person is to be told of outside the window, and of which
// rooms that holds no longer. Next is when to ask again if nothing happens
// before; zero for never. What it returns once it does not return again.
func (d *Desk) Alerts(now time.Time) (told []Alert, over []Key, next time.Time) {
	over, d.withdrawn = d.withdrawn, nil
	for _, r := range d.rooms {
		alert, again, ok := d.tells(r, now)
		switch {
		case ok:
			told = append(told, alert)
		case r.summons.alert.withdraw():
			over = append(over, r.key)
		}
		if !again.IsZero() && (next.IsZero() || again.Before(next)) {
			next = again
		}
	}
	return told, over, next
}

// tells is what is to be told of a room now; again is when to ask again, where
// that is not at once.
func (d *Desk) tells(r *Room, now time.Time) (a Alert, again time.Time, ok bool) {
	s := &r.summons
	if r.unread == 0 || d.watches(r) {
		s.forgetAll()
		return a, again, false
	}
	sum, wanted := d.summing(r)
	if !wanted {
		s.forgetLines()
		return a, again, false
	}
	line := r.heardLast(sum)
	news := sum.newest > s.alert.newest
	if sum.lines == 0 || !news && !s.alert.outdated(sum, line) || r.catchingUp() {
		return a, again, false
	}
	if again = s.alert.at.Add(alertPace); now.Before(again) {
		return a, again, false
	}
	s.alert = lastAlert{now, max(sum.newest, s.alert.newest), sum.lines, line.Text, true, sum}
	a = r.alert(sum, line, d.prefs.Secretive)
	a.Quiet = !news
	return a, time.Time{}, true
}

// outdated tells whether the alert is shown and would say something else of the same
// lines now; line is the newest of them.
func (a *lastAlert) outdated(sum heard, line Line) bool {
	return a.shown && (a.count != sum.lines || a.text != line.Text)
}

// withdraw ends the alert where nothing is left of what it tells of. It tells whether
// one was shown till now.
func (a *lastAlert) withdraw() bool {
	if !a.shown || a.left.lines > 0 {
		return false
	}
	a.shown = false
	return true
}

// forgetLines drops the lines that are to be told of. An alert that is shown stays.
func (s *summons) forgetLines() { s.all, s.named = heard{}, heard{} }

// forgetAll drops the lines that are to be told of and those that were, so that an
// alert that is shown is withdrawn.
func (s *summons) forgetAll() {
	s.forgetLines()
	s.alert.left, s.alert.newest = heard{}, 0
}

// News counts the unread lines of the rooms of which this person wants to be told
// anything.
func (d *Desk) News() (lines int) {
	for _, r := range d.rooms {
		if d.prefs.Told(r.alerts) != AlertNone {
			lines += r.unread
		}
	}
	return lines
}

// Dismissed tells that the alert of a room went away without being followed: the
// next one tells only of what came after it.
func (d *Desk) Dismissed(key Key) {
	d.with(key, func(r *Room) {
		s := &r.summons
		s.alert.shown = false
		s.all, s.named = s.all.after(s.alert.newest, &r.lines.log), s.named.after(s.alert.newest, &r.lines.log)
	})
}

// summing is what this person wants to be told of a room; wanted is false where
// that is nothing at this moment.
func (d *Desk) summing(r *Room) (sum heard, wanted bool) {
	if d.prefs.Silent || !d.elsewhere || d.myself.Presence == chat.DoNotDisturb {
		return heard{}, false
	}
	switch d.prefs.Told(r.alerts) {
	case AlertAll:
		return r.summons.all, true
	case AlertMentions:
		return r.summons.named, true
	}
	return heard{}, false
}

// catchingUp tells whether more of what was said in this person's absence is on
// its way: it is told in one alert.
func (r *Room) catchingUp() bool { return r.link == Seated && r.cursor.Seq < r.absent }

// heardLast is the newest of the lines of a sum as it stands in the room now;
// the zero Line where it is not in view.
func (r *Room) heardLast(sum heard) Line {
	i, ok := r.lines.Ordinal(sum.newest)
	if !ok || sum.newest == 0 {
		return Line{}
	}
	return r.lines.At(i)
}

// alert puts a sum into words. Line is the newest of it, without a Seq where it
// is not in view.
func (r *Room) alert(sum heard, line Line, secretive bool) Alert {
	a := Alert{Room: r.key, Line: sum.first, Count: sum.lines}
	name := r.called(chat.Member{ID: line.From, Name: line.Name})
	known := line.Seq != 0 && line.Act != chat.Erased
	count := words.N("%s new line", "%s new lines", sum.lines, words.Number(sum.lines))
	switch {
	case !known || sum.lines > 1:
		a.Title = words.N("%s new line in %s", "%s new lines in %s", sum.lines, words.Number(sum.lines), r.Name())
	case r.summons.named.newest == line.Seq:
		a.Title = words.T("%s speaks to you in %s", name, r.Name())
	default:
		a.Title = words.T("%s in %s", name, r.Name())
	}
	switch {
	case sum.missed == sum.lines && sum.lines > 1:
		a.Text = words.T("They were said while you were away.")
	case !known:
	case secretive && sum.lines == 1:
		a.Text = count
	case secretive:
	case sum.lines > 1:
		a.Text = words.T("%s: %s", name, shortened(line.Text))
	default:
		a.Text = shortened(line.Text)
	}
	return a
}

// shortened is a text on one line and without its marks, cut after about
// alertLetters.
func shortened(text string) (short string) {
	for _, run := range Excerpt(PlainText(text), "", alertLetters) {
		short += run.Text
	}
	return short
}
