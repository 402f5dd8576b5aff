package vm

import (
	"slices"
	"strings"
	"unicode/utf8"

	"landline/netcore/chat"
)

// maxBodies is how many messages of a room stay read, twice over: more than are
// ever on the screen.
const maxBodies = 256

// bodies remembers how messages are drawn. A text has the same *Markup for as
// long as it stays on the screen and names in the room do not come and go, so that
// a view sees by the pointer that nothing changed.
type bodies struct {
	recent, older map[bodyKey]*body
	names         int    // the edition of the names when the ones with an @ were read
	mine          string // what this person was called then
}

type bodyKey struct {
	text string
	own  bool // the program's own sentence, in place of a message
}

// body is one of them.
type body struct {
	markup *Markup
	quote  string // the beginning of it, in one line; empty until another line quotes it
}

// body is how the text of a line is drawn. Own is for what the
// program says itself.
func (r *Room) body(text string, own bool) *Markup { return r.bodyOf(text, own).markup }

// quotation is the beginning of what somebody said, in one line and without its
// marks.
func (r *Room) quotation(text string) string {
	b := r.bodyOf(text, false)
	if b.quote == "" {
		b.quote = oneLine(b.markup.plain(), maxQuote)
	}
	return b.quote
}

func (r *Room) bodyOf(text string, own bool) *body {
	b := &r.bodies
	if n, mine := r.people.edition, r.myName(); n != b.names || mine != b.mine {
		b.recent, b.older, b.names, b.mine = unnamed(b.recent), unnamed(b.older), n, mine
	}
	key := bodyKey{text, own}
	m, ok := b.recent[key]
	if ok {
		return m
	}
	if m, ok = b.older[key]; !ok {
		m = &body{markup: r.reading(text, own)}
	}
	if b.recent == nil || len(b.recent) >= maxBodies {
		b.recent, b.older = make(map[bodyKey]*body), b.recent
	}
	b.recent[key] = m
	return m
}

// unnamed leaves out the messages that may name somebody.
func unnamed(of map[bodyKey]*body) map[bodyKey]*body {
	for key := range of {
		if strings.Contains(key.text, "@") {
			delete(of, key)
		}
	}
	return of
}

func (r *Room) reading(text string, own bool) *Markup {
	if own {
		return &Markup{Text: text, Blocks: verbatim(text)}
	}
	return newMarkup(text, r.names)
}

// names finds the longest name at the beginning of text that this person bears, or
// somebody else who is here. Where none is, it is one that somebody bore: who passed
// through as “Ada please” does not take from Ada what is said to her.
func (r *Room) names(text string) (length int, own bool) {
	me := r.myName()
	bore := 0
	for end := min(len(text), chat.MaxName); end > 0; end-- {
		if end < len(text) && !utf8.RuneStart(text[end]) {
			continue
		}
		name := text[:end]
		next, _ := utf8.DecodeRuneInString(text[end:])
		if end < len(text) && wordy(next) || strings.TrimSpace(name) != name {
			continue
		}
		if me != "" && strings.EqualFold(name, me) {
			return end, true
		}
		looks := chat.Looks(name)
		if r.people.present[looks] > 0 {
			return end, false
		}
		if _, known := r.people.owners[looks]; known && bore == 0 {
			bore = end
		}
	}
	return bore, false
}

// myName is what this person is called here; empty where that is not known.
func (r *Room) myName() string {
	i := slices.IndexFunc(r.people.members, func(m chat.Member) bool { return m.ID == r.me })
	if i < 0 {
		return ""
	}
	return r.people.members[i].Name
}
