package chat

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Limits of what a person may write, in bytes of UTF-8.
const (
	MaxName = 64       // a person's or a room's name
	MaxText = 8 * 1024 // one message
)

// CleanName trims a person's or a room's name, joins runs of white space, and
// checks it: 1 to MaxName bytes of UTF-8 without control characters, and
// without characters that are not drawn or turn the direction of writing, by
// which one name could be made to look like another. Otherwise it returns a
// Refusal with NameInvalid.
func CleanName(name string) (string, error) {
	name, err := HeardName(name)
	if err == nil && strings.ContainsFunc(name, ignorable) {
		return "", errUndrawn
	}
	return name, err
}

// HeardName is CleanName for a name that another program tells of: it takes what
// CheckName takes, and makes its spaces single ones first.
func HeardName(name string) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	if err := CheckName(name); err != nil {
		return "", err
	}
	return name, nil
}

// CheckName checks a name that another program tells of, or that stands in a log:
// it is as CleanName returns names, but may hold a few characters that are not
// drawn and that programs took before CleanName refused them. Whom one of them
// could be taken for Looks says. A Refusal with NameInvalid says what is wrong.
func CheckName(name string) error {
	switch {
	case name == "":
		return Refuse(NameInvalid, "a name needs at least one character")
	case len(name) > MaxName:
		return Refuse(NameInvalid, "a name may take at most 64 bytes")
	case !utf8.ValidString(name):
		return Refuse(NameInvalid, "a name must be valid UTF-8")
	case strings.Join(strings.Fields(name), " ") != name:
		return Refuse(NameInvalid, "the name has spaces too many")
	case strings.ContainsFunc(name, func(r rune) bool { return unicode.IsControl(r) || undrawn(r) && !joins(r) }):
		return errUndrawn
	case !strings.ContainsFunc(name, visible):
		return Refuse(NameInvalid, "a name needs a visible character")
	}
	return nil
}

var errUndrawn = Refuse(NameInvalid, "a name may not hold control characters or invisible ones")

// NameKey is what two names have in common that are written alike: the name in
// compatibility form (Unicode Standard Annex 15, NFKC), without regard to case,
// and without the joiners and selectors that only shape how its letters are
// drawn. It is what a name is found by, on disks too, so it never changes. Whom a
// reader could mistake for one another is another question: see Looks.
func NameKey(name string) string {
	return strings.ToLower(norm.NFKC.String(strings.Map(func(r rune) rune {
		if joins(r) {
			return -1
		}
		return r
	}, name)))
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
func visible(r rune) bool {
	return unicode.IsGraphic(r) && !unicode.IsSpace(r) && !undrawn(r) && !joins(r)
}

// undrawn tells whether r is drawn as nothing: the format characters, among
// them the explicit bidirectional controls (Unicode Standard Annex 9, section
// 2), the tag characters, and those that Unicode calls graphic although they
// are blank, the Hangul fillers and the empty Braille pattern.
func undrawn(r rune) bool {
	switch r {
	case '\u115F', '\u1160', '\u3164', '\uFFA0', '\u2800', '\u034F':
		return true
	}
	return unicode.Is(unicode.Cf, r) || r >= 0xE0000 && r <= 0xE0FFF
}

// ignorable tells whether r is drawn as nothing without being a format character:
// the other ones that the Unicode Character Database has as default-ignorable
// (PropList.txt), the fillers above among them, and places that it keeps for more;
// and a note without a head.
func ignorable(r rune) bool {
	return unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r) || r == '\U0001D159'
}

// joins tells whether r only shapes its neighbours: the zero-width joiner and
// non-joiner, which several scripts and many emoji need, and the variation
// selectors.
func joins(r rune) bool {
	return r == '\u200C' || r == '\u200D' || unicode.Is(unicode.Variation_Selector, r)
}
