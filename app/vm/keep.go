package vm

// Keeps lists what a person can choose from, what keeps most first.
func Keeps() []Keep {
	return []Keep{{}, {Days: 365}, {Days: 90}, {Days: 30}, {Lines: 10_000}, {Lines: 1_000}}
}

// String names how long lines are kept.
func (k Keep) String() string {
	switch {
	case k.Days > 0 && k.Lines > 0:
		return "For " + Count(k.Days, "day", "days") + ", the last " + Count(k.Lines, "line", "lines") + " at most"
	case k.Days > 0:
		return "For " + Count(k.Days, "day", "days")
	case k.Lines > 0:
		return "The last " + Count(k.Lines, "line", "lines")
	default:
		return "For ever"
	}
}

// Forgetting is what to ask before lines are deleted.
type Forgetting struct {
	Title string
	Text  string
	Yes   string // the answer that deletes
}

// Forgets tells what to ask before a room that this computer keeps is kept as k
// from now on; ok is false where that can delete nothing now.
func (d Details) Forgets(k Keep) (f Forgetting, ok bool) {
	days := k.Days > 0 && (d.Keep.Days == 0 || k.Days < d.Keep.Days) && d.Lines > 0
	lines := k.Lines > 0 && d.Lines > uint64(k.Lines)
	if !days && !lines {
		return Forgetting{}, false
	}
	f.Title, f.Yes = "Delete older lines?", "Delete them"
	older := "Lines older than " + Count(k.Days, "day", "days")
	switch {
	case days && lines:
		older += ", and all but the last " + Number(k.Lines) + ", are"
	case days:
		older += " are"
	case d.Lines-uint64(k.Lines) == 1:
		older = "The oldest line is"
	default:
		older = "The oldest " + Number(d.Lines-uint64(k.Lines)) + " lines are"
	}
	f.Text = older + " deleted from the room, and in time the ones after them. This computer keeps the room: nobody can read them here again."
	return f, true
}
