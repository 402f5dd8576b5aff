package vm

import (
	"time"

	"landline/app/words"
	"landline/netcore/chat"
)

// together is how long after the line before it a person's next line still
// stands under the same name.
const together = 5 * time.Minute

// Row is a line with what its surroundings make of it.
type Row struct {
	Line
	Day  string // the day line above it; empty where the day goes on
	Head bool   // name and time stand above it: the first of a group
	Tag  string // tells the author from a namesake; empty where there is none
	Time string // hours and minutes
	Edge string // what lies above the first line of the log; empty elsewhere
	New  bool   // the word New stands above it: unread lines begin here
	Have int    // an own line: how many of the people here have it
	Of   int    // an own line: how many other people are here

	Body      *Markup        // of a Spoken line: how its Text is drawn
	Quote     Quote          // of the line that it answers; zero where it answers none
	Mark      string         // what became of its text, in a word; empty for nothing
	Why       string         // what was not done with it, and why; empty where all was
	Tried     chat.MessageID // with Why: the message to take back, or to say again
	MayAnswer bool
	MayReact  bool
	MayEdit   bool
	MayDelete bool
}

// Row answers how the line with ordinal i is drawn. Now says which day is
// today, and its location is the one whose days and hours are shown.
func (r *Room) Row(i int, now time.Time) Row {
	line := r.lines.At(i)
	at := line.At.In(now.Location())
	row := Row{Line: line, Time: words.Clock(at)}
	before, any := Line{}, i > r.lines.First()
	if any {
		before = r.lines.At(i - 1)
	}
	if line.Kind != Gap && line.Kind != Divider && (!any || !sameDay(before.At.In(now.Location()), at)) {
		row.Day = DayName(at, now)
	}
	if i == r.lines.Base() {
		row.Edge = r.edge()
	}
	if line.Kind == Note && line.Act != chat.Line {
		row.Text = r.told(line)
	}
	if line.Kind != Spoken {
		return row
	}
	r.speak(&row, i)
	if line.Seq != 0 && i >= r.lines.Base() {
		row.New = line.Seq == r.fresh
		if line.Mine {
			row.Have, row.Of = r.reached(line.Seq)
		}
	}
	gap := line.At.Sub(before.At)
	row.Head = row.Day != "" || row.New || before.Kind != Spoken ||
		before.From != line.From || before.Name != line.Name || gap > together || gap < -together
	return row
}

// speak completes a row that somebody said.
func (r *Room) speak(row *Row, i int) {
	row.Tag = r.tag(row.From, row.Name)
	row.Quote = r.quote(i, row.About)
	row.MayEdit, row.MayDelete = r.editable(i, row.Line), r.erasable(i, row.Line)
	row.MayAnswer, row.MayReact = r.answerable(i, row.Line), r.reactable(i, row.Line)
	switch {
	case row.State == Failed:
		row.Why, row.Tried = words.T("Not sent: %s", row.Reason), row.ID
	case row.Edited:
		row.Mark = words.T("edited")
	}
	if row.Act == chat.Erased {
		row.Text = r.tombstone(row.Line)
	}
	r.pretend(row)
	row.Body = r.body(row.Text, row.Act == chat.Erased)
}

// DayName is what a day line says: Today, Yesterday, the weekday within a
// week, and the date, with its year where it is another one.
func DayName(day, now time.Time) string {
	switch {
	case sameDay(day, now):
		return words.T("Today")
	case dateOf(day).Equal(dateOf(now).AddDate(0, 0, -1)):
		return words.T("Yesterday")
	case day.Before(now) && now.Sub(day) < 6*24*time.Hour:
		return words.Weekday(day)
	case day.Year() == now.Year():
		return words.WeekdayAnd(day, words.Day(day))
	default:
		return words.WeekdayAnd(day, words.Date(day))
	}
}

func sameDay(a, b time.Time) bool {
	ay, am, ad := a.Date()
	by, bm, bd := b.Date()
	return ay == by && am == bm && ad == bd
}
