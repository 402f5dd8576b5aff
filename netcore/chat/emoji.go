package chat

import (
	"unicode"
	"unicode/utf8"
)

// The characters of which emoji are put together (Unicode Technical Standard
// 51, section 1.4).
const (
	joiner       = '\u200D'
	asEmoji      = '\uFE0F'
	keycap       = '\u20E3'
	firstTag     = '\U000E0020'
	lastTag      = '\U000E007E'
	endOfTags    = '\U000E007F'
	firstSkin    = '\U0001F3FB'
	lastSkin     = '\U0001F3FF'
	firstLetter  = '\U0001F1E6' // regional indicators, two of which make a flag
	lastLetter   = '\U0001F1FF'
	firstPicture = '\U0001F000'
	lastPicture  = '\U0001FAFF'
)

// IsEmoji tells whether text is one emoji, as Unicode Technical Standard 51
// writes them (section 1.4.9): a picture with its variant, a keycap, a flag, or
// several of these joined to one. It takes any symbol for a picture, so it does
// not depend on the year of this program's tables; a letter never is one.
func IsEmoji(text string) bool {
	for {
		rest, ok := cutElement(text)
		switch {
		case !ok:
			return false
		case rest == "":
			return true
		}
		r, size := utf8.DecodeRuneInString(rest)
		if r != joiner {
			return false
		}
		text = rest[size:]
	}
}

// cutElement takes one picture, keycap or flag from the front of text.
func cutElement(text string) (rest string, ok bool) {
	first, size := utf8.DecodeRuneInString(text)
	rest = text[size:]
	next, size := utf8.DecodeRuneInString(rest)
	switch {
	case first >= '0' && first <= '9' || first == '#' || first == '*':
		if next == asEmoji {
			rest = rest[size:]
			next, size = utf8.DecodeRuneInString(rest)
		}
		return rest[size:], next == keycap
	case first >= firstLetter && first <= lastLetter:
		return rest[size:], next >= firstLetter && next <= lastLetter
	case !picture(first):
		return "", false
	case next >= firstSkin && next <= lastSkin, next == asEmoji:
		return rest[size:], true
	case next >= firstTag && next <= lastTag:
		return cutTags(rest)
	}
	return rest, true
}

// cutTags takes the tags that make a picture the flag of a region.
func cutTags(text string) (rest string, ok bool) {
	for i, r := range text {
		switch {
		case r == endOfTags:
			return text[i+utf8.RuneLen(r):], true
		case r < firstTag || r > lastTag:
			return "", false
		}
	}
	return "", false
}

// picture tells whether r can stand alone as an emoji.
func picture(r rune) bool {
	switch r {
	case utf8.RuneError: // the end of the text, or no UTF-8
		return false
	case '\u203C', '\u2049', '\u2139', '\u3030': // punctuation and a letter that are emoji too
		return true
	}
	return r >= firstPicture && r <= lastPicture || r > unicode.MaxLatin1 && unicode.In(r, unicode.So, unicode.Sm) ||
		r == '\u00A9' || r == '\u00AE'
}
