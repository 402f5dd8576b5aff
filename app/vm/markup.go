package vm

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Markup is a message as it is drawn: Markdown as people write it in a chat,
// which is CommonMark with struck text and bare links and without what a chat
// has no use for: headings, pictures, HTML, rules and references stay text as
// typed, and so does every line break. A quote or a list ends with its last
// line. Each letter that was typed is in a Phrase, but for the marks themselves
// and where a link leads.
type Markup struct {
	Text   string // the source, which the spans are pieces of
	Blocks []Block
	Emoji  int // how many emoji it is where it is one to six of them and nothing else
}

// Block is a paragraph, or code, of a message.
type Block struct {
	From    int    // where it begins in the source, with the marks before its text
	Code    bool   // set apart, letter for letter
	Label   string // of code: the language that was named
	Quotes  int    // how many quotes stand round it, at most 3
	Lists   int    // how many lists stand round it, at most 5
	Lead    string // what stands before the first line of an entry of a list
	Above   int    // empty lines above it, at most 2
	Phrases []Phrase
}

// Phrase is a piece of a message's source in one style. Line breaks are in it.
type Phrase struct {
	From, To int // bytes of the source
	Style    Style
	Link     string // where it leads, as http, https, mailto or landline; empty for nowhere
}

// Style is how a Phrase is drawn: a sum of the styles below.
type Style uint8

// The styles.
const (
	Bold Style = 1 << iota
	Italic
	Struck
	Monospaced
	Naming  // somebody in the room, with an @
	Calling // this person
)

// Bounds of what a message may ask of the screen. Beyond them it is drawn as it
// was typed.
const (
	maxPhrases = 1000
	maxSigns   = 1500 // bytes that may be a mark
	maxNested  = 16   // marks of quotes and lists on one line
	maxNamings = 100  // signs @ that may stand before a name
	maxQuotes  = 3
	maxLists   = 5
	maxEmoji   = 6
)

// naming answers how much of a text that follows an @ is a name of somebody in
// the room, in bytes, and whether it is this person's own.
type naming func(text string) (length int, own bool)

// newMarkup reads a message. Names may be nil.
func newMarkup(text string, names naming) *Markup {
	m := &Markup{Text: text}
	if m.Emoji = onlyEmoji(text); m.Emoji > 0 || !mayMark(text) || !m.parse() {
		m.Blocks = verbatim(text)
	}
	if names != nil && m.Emoji == 0 {
		m.name(names)
	}
	return m
}

// verbatim is a text as it was typed.
func verbatim(text string) []Block {
	if text == "" {
		return []Block{{}}
	}
	return []Block{{Phrases: []Phrase{{To: len(text)}}}}
}

// mayMark tells whether a text can hold marks, and no more of them than anybody
// would type.
func mayMark(text string) bool {
	marks := 0
	for i := range len(text) {
		switch text[i] {
		case '*', '_', '~', '`', '[', ']', '<', '>':
			marks++
		}
	}
	if marks > maxSigns {
		return false
	}
	for line := range strings.Lines(text) {
		if nested(line) > maxNested {
			return false
		}
	}
	return marks > 0 || strings.Contains(text, "://") || strings.Contains(text, "www.") ||
		strings.ContainsRune(text, '@') || strings.Contains(text, "mailto:") || hasList(text)
}

// nested counts what a line may open before its first word.
func nested(line string) int {
	n := 0
	for i := range len(line) {
		switch c := line[i]; {
		case c == '>', (c == ' ' || c == '\t') && i > 0 && strings.IndexByte("-*+.)", line[i-1]) >= 0:
			n++
		case strings.IndexByte(" \t-*+.)0123456789", c) < 0:
			return n
		}
	}
	return n
}

func hasList(text string) bool {
	for line := range strings.Lines(text) {
		if beginsItem(line) {
			return true
		}
	}
	return false
}

// name marks the names of people in the room. To look a name up takes its time,
// so that a message of nothing but @ gets no more of it than any other.
func (m *Markup) name(names naming) {
	if strings.Count(m.Text, "@") > maxNamings {
		return
	}
	for i := range m.Blocks {
		b := &m.Blocks[i]
		if b.Code {
			continue
		}
		spans := b.Phrases[:0:0]
		for _, s := range b.Phrases {
			spans = append(spans, m.named(s, names)...)
		}
		b.Phrases = spans
	}
}

// named cuts a span where it names somebody.
func (m *Markup) named(s Phrase, names naming) []Phrase {
	text := m.Text[s.From:s.To]
	if s.Link != "" || s.Style&Monospaced != 0 || !strings.Contains(text, "@") {
		return []Phrase{s}
	}
	var cut []Phrase
	from := 0
	for at := strings.IndexByte(text, '@'); at >= 0 && len(cut) < maxPhrases; {
		length, own := 0, false
		if !endsWordy(text[:at]) {
			length, own = names(text[at+1:])
		}
		if length > 0 {
			cut = s.slice(cut, from, at, 0)
			from = at + 1 + length
			style := Naming
			if own {
				style |= Calling
			}
			cut = s.slice(cut, at, from, style)
		}
		next := strings.IndexByte(text[max(at+1, from):], '@')
		if next < 0 {
			break
		}
		at = max(at+1, from) + next
	}
	return s.slice(cut, from, len(text), 0)
}

// slice appends a part of the span to cut, in one more style.
func (s Phrase) slice(cut []Phrase, from, to int, style Style) []Phrase {
	if from == to {
		return cut
	}
	return append(cut, Phrase{From: s.From + from, To: s.From + to, Style: s.Style | style, Link: s.Link})
}

// Deceives tells whether a span shows the address of one place and leads to
// another, or does not show where it leads at all. In a message that turns the
// order of its letters round, nothing shows for certain where it leads.
func (m *Markup) Deceives(s Phrase) bool {
	if s.Link != "" && strings.ContainsFunc(m.Text, turns) {
		return true
	}
	shown := strings.TrimSpace(m.Text[s.From:s.To])
	for _, scheme := range []string{"", "mailto:", "http://", "https://"} {
		if s.Link == scheme+shown || s.Link == scheme+shown+"/" {
			return false
		}
	}
	return s.Link != ""
}

// turns tells whether a character sets the order in which letters are drawn,
// whatever letters they are: embeddings, overrides and isolates of UAX #9.
func turns(r rune) bool { return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' }

// PlainText is a message on one line without its marks, for where there is no
// room to draw it: a quote of it, a notification.
func PlainText(text string) string { return newMarkup(text, nil).plain() }

// plain is the message on one line without its marks.
func (m *Markup) plain() string {
	var words []string
	for _, b := range m.Blocks {
		if b.Lead != "" {
			words = append(words, b.Lead)
		}
		var said strings.Builder
		for _, p := range b.Phrases {
			said.WriteString(m.Text[p.From:p.To])
		}
		words = append(words, strings.Fields(said.String())...)
	}
	return strings.Join(words, " ")
}

// onlyEmoji counts the emoji of a text that is nothing else; 0 for any other
// text, and for more emoji than are drawn large.
func onlyEmoji(text string) int {
	if len(text) > 256 {
		return 0
	}
	n := 0
	for runes := []rune(text); len(runes) > 0; {
		if unicode.IsSpace(runes[0]) {
			runes = runes[1:]
			continue
		}
		length := EmojiLength(runes)
		if length == 0 {
			return 0
		}
		n++
		runes = runes[length:]
	}
	if n > maxEmoji {
		return 0
	}
	return n
}

func endsWordy(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return wordy(r)
}
