package vm

import "landline/app/words"

// Keeps lists what a person can choose from, what keeps most first.
func Keeps() []Keep {
	return []Keep{{}, {Days: 365}, {Days: 90}, {Days: 30}, {Lines: 10_000}, {Lines: 1_000}}
}

// String names how long lines are kept.
func (k Keep) String() string {
	switch {
	case k.Days > 0 && k.Lines > 0:
		return words.T("For %s, the last %s at most", daysOf(k), linesOf(uint64(k.Lines)))
	case k.Days > 0:
		return words.N("For %s day", "For %s days", k.Days, words.Number(k.Days))
	case k.Lines > 0:
		return words.N("The last %s line", "The last %s lines", k.Lines, words.Number(k.Lines))
	default:
		return words.T("For ever")
	}
}

// daysOf is how many days lines are kept.
func daysOf(k Keep) string { return words.N("%s day", "%s days", k.Days, words.Number(k.Days)) }

// linesOf counts lines.
func linesOf(n uint64) string { return words.N("%s line", "%s lines", int(n), words.Number(n)) }

// Forgetting is what to ask before something is deleted.
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
	f.Title, f.Yes = words.T("Delete older lines?"), words.T("Delete them")
	switch {
	case days && lines:
		f.Text = words.T("Lines older than %s, and all but the last %s, are deleted from the room, and in time the ones after them.", daysOf(k), words.Number(k.Lines))
	case days:
		f.Text = words.T("Lines older than %s are deleted from the room, and in time the ones after them.", daysOf(k))
	default:
		gone := int(d.Lines - uint64(k.Lines))
		f.Text = words.N("The oldest line is deleted from the room, and in time the ones after it.",
			"The oldest %s lines are deleted from the room, and in time the ones after them.", gone, words.Number(gone))
	}
	f.Text += " " + words.T("This computer keeps the room: nobody can read them here again.")
	return f, true
}
