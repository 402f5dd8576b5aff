package chat

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of what a person may write, in bytes of UTF-8.
const (
	MaxName = 64       // a person's or a room's name
	MaxText = 8 * 1024 // one message
)

// CleanName trims a person's or a room's name, joins runs of white space, and
// checks it: 1 to MaxName bytes of UTF-8 without control characters and
// without characters that turn the direction of writing, which would let one
// name look like another. Otherwise it returns a Refusal with NameInvalid.
func CleanName(name string) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	switch {
	case name == "":
		return "", Refuse(NameInvalid, "a name needs at least one character")
	case len(name) > MaxName:
		return "", Refuse(NameInvalid, "a name may take at most 64 bytes")
	case !utf8.ValidString(name):
		return "", Refuse(NameInvalid, "a name must be valid UTF-8")
	case strings.ContainsFunc(name, func(r rune) bool { return unicode.IsControl(r) || turns(r) }):
		return "", Refuse(NameInvalid, "a name may not hold control characters")
	case !strings.ContainsFunc(name, visible):
		return "", Refuse(NameInvalid, "a name needs a visible character")
	}
	return name, nil
}

// CheckText checks one message: valid UTF-8, something visible in it, at most
// MaxText bytes, and no control characters but tab and line feed. A Refusal
// with TextInvalid or TextTooLong says what is wrong.
func CheckText(text string) error {
	switch {
	case len(text) > MaxText:
		return Refuse(TextTooLong, "a message may take at most 8192 bytes")
	case !utf8.ValidString(text):
		return Refuse(TextInvalid, "a message must be valid UTF-8")
	case strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }):
		return Refuse(TextInvalid, "a message may not hold control characters")
	case !strings.ContainsFunc(text, visible):
		return Refuse(TextInvalid, "a message needs a visible character")
	}
	return nil
}

// visible tells whether a reader would see r.
func visible(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) && !hidden(r) }

// hidden tells whether r is drawn as nothing although Unicode calls it
// graphic: the Hangul fillers and the blank Braille pattern.
func hidden(r rune) bool {
	switch r {
	case '\u115F', '\u1160', '\u3164', '\uFFA0', '\u2800':
		return true
	}
	return false
}

// turns tells whether r is one of the explicit bidirectional controls of
// Unicode Standard Annex 9, section 2.
func turns(r rune) bool {
	return r == '\u061C' || r >= '\u200E' && r <= '\u200F' ||
		r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069'
}
