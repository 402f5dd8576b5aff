package vm

import (
	"slices"
	"strings"
	"time"

	"landline/app/words"
	"landline/netcore/chat"
)

// Search is what the search view shows: a question, the newest answer, and
// which of the hits is chosen. The zero Search was asked nothing.
type Search struct {
	query   Query
	waiting bool
	answer  Hits   // to an older question, while waiting
	authors people // of the answer and the surroundings, by their names
	chosen  int
	around  Surroundings // of the hit that is looked around
	open    bool         // a hit is looked around
	sought  Hit          // the hit that was gone to last
	lost    bool         // its room no longer has it: its surroundings came instead
}

// Search is the state of the search view, which stays the Desk's own.
func (d *Desk) Search() *Search { return &d.search }

// Ask puts a question. It tells whether the program has to look: not for
// nothing at all, and not for the question that stands already. A name alone
// is a question too.
func (s *Search) Ask(q Query) (look bool) {
	q.Text, q.From = strings.TrimSpace(q.Text), strings.TrimSpace(q.From)
	if q.empty() {
		*s = Search{query: q}
		return false
	}
	if q.same(s.query) && (s.waiting || s.answer.Query.same(q)) {
		return false
	}
	s.query, s.waiting = q, true
	return true
}

// Again puts the question once more, because what was said has grown since.
// It tells whether there is a question.
func (s *Search) Again() (q Query, look bool) {
	s.waiting = !s.query.empty()
	return s.query, s.waiting
}

// empty tells that nothing is looked for.
func (q Query) empty() bool { return q.Text == "" && q.From == "" }

// same tells whether two queries ask for the same. Times are compared as
// moments: one that crossed the program may have lost its location.
func (q Query) same(o Query) bool {
	return q.Text == o.Text && q.Room == o.Room && q.From == o.From && q.FromID == o.FromID && q.Since.Equal(o.Since) && q.Until.Equal(o.Until)
}

// take takes an answer in, unless it is to an older question. The chosen hit
// and its surroundings stay where the answer has them still.
func (s *Search) take(h Hits) {
	if !s.waiting || !h.Query.same(s.query) {
		return
	}
	again := s.answer.Query.same(h.Query)
	before, had := s.Chosen()
	// Whoever looked may have gone by the name alone.
	h.List = slices.DeleteFunc(slices.Clone(h.List), func(hit Hit) bool { return h.Query.excludes(hit.Message.From) })
	s.waiting, s.answer, s.chosen, s.authors = false, h, 0, people{}
	for _, hit := range h.List {
		s.authors.saw(hit.Message.From, hit.Message.Name)
	}
	if had && again {
		s.chosen = max(slices.IndexFunc(h.List, before.same), 0)
	}
	if s.open && !slices.ContainsFunc(h.List, s.around.Hit.same) {
		s.open = false
	}
	if s.open {
		s.meet(s.around.Lines)
	}
}

func (h Hit) same(o Hit) bool {
	return h.Room == o.Room && h.Epoch == o.Epoch && h.Message.Seq == o.Message.Seq && h.Message.ID == o.Message.ID
}

// maxAround is how many lines are shown on either side of a hit.
const maxAround = 3

// surround takes in the lines around a hit. Those that come in place of a hit
// that was gone to tell that its room no longer has it.
func (s *Search) surround(e Surroundings) {
	e.Lines = slices.DeleteFunc(slices.Clone(e.Lines), func(m chat.Message) bool { return !isLine(m.Act) })
	i := max(slices.IndexFunc(e.Lines, func(m chat.Message) bool { return m.Seq == e.Hit.Message.Seq }), 0)
	e.Lines = e.Lines[max(i-maxAround, 0):min(i+maxAround+1, len(e.Lines))]
	s.meet(e.Lines)
	switch {
	case s.open && s.around.Hit.same(e.Hit):
		s.around = e
	case s.sought.same(e.Hit):
		s.around, s.open, s.lost, s.sought = e, true, true, Hit{}
	}
}

// meet notes whose lines these are.
func (s *Search) meet(lines []chat.Message) {
	for _, m := range lines {
		s.authors.saw(m.From, m.Name)
	}
}

// Seek tells that the chosen hit is gone to.
func (s *Search) Seek(h Hit) { s.sought, s.lost, s.open = h, false, false }

// Lost tells whether the hit that was gone to is no longer in its room; what
// was said around it is open then.
func (s *Search) Lost() bool { return s.lost }

// Query is the question as it stands.
func (s *Search) Query() Query { return s.query }

// Words are the words that the hits on the screen were found by.
func (s *Search) Words() string { return s.answer.Query.Text }

// Hits are those of the newest answer, newest first. While another answer is
// on its way they are still those of the last.
func (s *Search) Hits() []Hit { return s.answer.List }

// Chosen is the hit that Enter goes to; ok is false where there is none.
func (s *Search) Chosen() (h Hit, ok bool) {
	if s.chosen >= len(s.answer.List) {
		return Hit{}, false
	}
	return s.answer.List[s.chosen], true
}

// ChosenAt is where the chosen hit stands in Hits.
func (s *Search) ChosenAt() int { return s.chosen }

// Move chooses a hit that stands by places further down, stopping at the ends.
func (s *Search) Move(by int) { s.Choose(s.chosen + by) }

// Choose chooses the hit at place i, or the one nearest to it.
func (s *Search) Choose(i int) { s.chosen = max(min(i, len(s.answer.List)-1), 0) }

// Settled tells whether the hits answer the question as it stands: until then
// Enter must not go to one of them.
func (s *Search) Settled() bool { return !s.waiting }

// LookAround opens what was said around the chosen hit, or closes it where it
// is open. It tells whether the program has to bring it.
func (s *Search) LookAround() (h Hit, ask bool) {
	h, ok := s.Chosen()
	if !ok {
		return Hit{}, false
	}
	s.lost = false
	if s.open && s.around.Hit.same(h) {
		s.open = false
		return Hit{}, false
	}
	s.open, s.around = true, Surroundings{Hit: h}
	return h, true
}

// Around is what was said around a hit. Open is whether it is to be shown;
// no lines are then lines that are on their way.
func (s *Search) Around(h Hit) (lines []chat.Message, open bool) {
	if !s.open || !s.around.Hit.same(h) {
		return nil, false
	}
	return s.around.Lines, true
}

// Count says how many lines were found; empty before there is an answer.
func (s *Search) Count() string {
	n := len(s.answer.List)
	switch {
	case s.query.empty() || s.answer.Query.empty() || s.answer.Trouble.Kind != NoTrouble:
		return ""
	case s.answer.More:
		return words.N("The newest line; there are more", "The newest %s lines; there are more", n, words.Number(n))
	case n == 0:
		return ""
	default:
		return words.N("%s line", "%s lines", n, words.Number(n))
	}
}

// Blank is what stands in the search view in place of hits.
type Blank struct {
	Title  string
	Text   string
	Narrow bool // a filter leaves things out: looking everywhere may help
}

// Blank says why there is nothing to see; ok is false where there are hits.
// Room is the name of the room that the question keeps to.
func (s *Search) Blank(room string, now time.Time) (b Blank, ok bool) {
	q := s.query
	switch {
	case q.empty():
		return Blank{Title: words.T("Type a word"), Text: words.T("Landline looks through every line that is on this computer, also while nobody is connected.")}, true
	case len(s.answer.List) > 0:
		return Blank{}, false
	case s.waiting:
		return Blank{Title: words.T("Looking…")}, true
	case s.answer.Trouble.Kind != NoTrouble:
		return Blank{Title: words.T("The search did not work"), Text: strings.TrimSpace(clip(s.answer.Trouble.What()) + " " + s.answer.Trouble.Remedy())}, true
	}
	b = Blank{Title: words.T("Nothing was said about “%s”", clipTo(q.Text, 60)), Narrow: q.filtered()}
	if q.Text == "" {
		b.Title = words.T("Nothing was found")
	}
	b.Text = words.T("Only lines that are on this computer can be found.")
	if b.Narrow {
		b.Text = words.T("Looked only %s.", q.scope(room, now))
	}
	return b, true
}

// excludes tells whether the question is not about what that person said.
func (q Query) excludes(author chat.MemberID) bool { return !q.FromID.IsZero() && q.FromID != author }

// filtered tells whether the question leaves anything out.
func (q Query) filtered() bool {
	return q.Room != 0 || q.From != "" || !q.Since.IsZero() || !q.Until.IsZero()
}

// scope says in words where the question looks.
func (q Query) scope(room string, now time.Time) string {
	var parts []string
	if q.Room != 0 {
		parts = append(parts, words.T("in “%s”", clipTo(room, 60)))
	}
	if q.From != "" {
		parts = append(parts, words.T("at what %s said", Tagged(clipTo(q.From, 60), tagOf(q.FromID))))
	}
	day := func(t time.Time) string { return words.Date(t.In(now.Location())) }
	last := q.Until.Add(-time.Millisecond)
	switch since, until := !q.Since.IsZero(), !q.Until.IsZero(); {
	case since && until:
		parts = append(parts, words.T("from %s to %s", day(q.Since), day(last)))
	case since:
		parts = append(parts, words.T("since %s", day(q.Since)))
	case until:
		parts = append(parts, words.T("until %s", day(last)))
	}
	return words.List(parts)
}

// clipTo shortens words to n letters.
func clipTo(text string, n int) string {
	if runes := []rune(text); len(runes) > n {
		return string(runes[:n-1]) + "…"
	}
	return text
}
