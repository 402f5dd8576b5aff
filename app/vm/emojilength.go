package vm

import "unicode"

// Marks that make one emoji of several characters (Unicode Technical Standard
// 51, section 1.4).
const (
	joiner   = '\u200D'
	pictured = '\uFE0F' // asks for the colourful form
	keycap   = '\u20E3'
)

// longestEmoji is more characters than any emoji has: the longest have ten. What
// goes on beyond that is cut there, or one could be as long as a message.
const longestEmoji = 16

// EmojiLength is how many characters the emoji at the beginning of text takes;
// 0 where there is none. What Unicode draws as a letter unless asked for
// otherwise, like ©, ↗ or 1, is an emoji only with that question.
func EmojiLength(text []rune) int {
	if len(text) == 0 {
		return 0
	}
	next := func(i int) rune {
		if i < len(text) {
			return text[i]
		}
		return 0
	}
	switch r := text[0]; {
	case isKeycap(r) && next(1) == pictured && next(2) == keycap:
		return 3
	case flagLetter(r) && flagLetter(next(1)):
		return 2
	case !pictograph(r) && !(mayPicture(r) && next(1) == pictured):
		return 0
	}
	n := 1
	for n < longestEmoji {
		switch r := next(n); {
		case r == pictured, tint(r), r >= 0xE0020 && r <= 0xE007F, r == keycap:
			n++
		case r == joiner && (pictograph(next(n+1)) || mayPicture(next(n+1))):
			n += 2
		default:
			return n
		}
	}
	return n
}

func isKeycap(r rune) bool   { return r >= '0' && r <= '9' || r == '#' || r == '*' }
func flagLetter(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

// pictograph tells what is drawn in colour by itself (Emoji_Presentation).
func pictograph(r rune) bool {
	if r < 0x231A {
		return false
	}
	return unicode.Is(pictographs, r)
}

// mayPicture tells what is drawn in colour where it is asked for.
func mayPicture(r rune) bool {
	switch {
	case r == 0xA9, r == 0xAE, r == 0x203C, r == 0x2049, r == 0x2122, r == 0x2139, r == 0x3030, r == 0x303D, r == 0x3297, r == 0x3299:
		return true
	case r >= 0x2190 && r <= 0x27BF, r >= 0x2900 && r <= 0x2BFF, r >= 0x1F000 && r <= 0x1FAFF:
		return true
	}
	return false
}

var pictographs = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x231A, 0x231B, 1}, {0x23E9, 0x23EC, 1}, {0x23F0, 0x23F3, 3}, {0x25FD, 0x25FE, 1},
		{0x2614, 0x2615, 1}, {0x2648, 0x2653, 1}, {0x267F, 0x2693, 0x14}, {0x26A1, 0x26AA, 9},
		{0x26AB, 0x26BD, 0x12}, {0x26BE, 0x26C4, 6}, {0x26C5, 0x26CE, 9}, {0x26D4, 0x26EA, 0x16},
		{0x26F2, 0x26F3, 1}, {0x26F5, 0x26FA, 5}, {0x26FD, 0x2705, 8}, {0x270A, 0x270B, 1},
		{0x2728, 0x274C, 0x24}, {0x274E, 0x2753, 5}, {0x2754, 0x2755, 1}, {0x2757, 0x2795, 0x3E},
		{0x2796, 0x2797, 1}, {0x27B0, 0x27BF, 0xF}, {0x2B1B, 0x2B1C, 1}, {0x2B50, 0x2B55, 5},
	},
	R32: []unicode.Range32{
		{0x1F004, 0x1F0CF, 0xCB}, {0x1F18E, 0x1F18E, 1}, {0x1F191, 0x1F19A, 1}, {0x1F201, 0x1F201, 1},
		{0x1F21A, 0x1F22F, 0x15}, {0x1F232, 0x1F236, 1}, {0x1F238, 0x1F23A, 1}, {0x1F250, 0x1F251, 1},
		{0x1F300, 0x1F320, 1}, {0x1F32D, 0x1F335, 1}, {0x1F337, 0x1F37C, 1}, {0x1F37E, 0x1F393, 1},
		{0x1F3A0, 0x1F3CA, 1}, {0x1F3CF, 0x1F3D3, 1}, {0x1F3E0, 0x1F3F0, 1}, {0x1F3F4, 0x1F3F4, 1},
		{0x1F3F8, 0x1F43E, 1}, {0x1F440, 0x1F440, 1}, {0x1F442, 0x1F4FC, 1}, {0x1F4FF, 0x1F53D, 1},
		{0x1F54B, 0x1F54E, 1}, {0x1F550, 0x1F567, 1}, {0x1F57A, 0x1F57A, 1}, {0x1F595, 0x1F596, 1},
		{0x1F5A4, 0x1F5A4, 1}, {0x1F5FB, 0x1F64F, 1}, {0x1F680, 0x1F6C5, 1}, {0x1F6CC, 0x1F6CC, 1},
		{0x1F6D0, 0x1F6D2, 1}, {0x1F6D5, 0x1F6D7, 1}, {0x1F6DC, 0x1F6DF, 1}, {0x1F6EB, 0x1F6EC, 1},
		{0x1F6F4, 0x1F6FC, 1}, {0x1F7E0, 0x1F7EB, 1}, {0x1F7F0, 0x1F7F0, 1}, {0x1F90C, 0x1F93A, 1},
		{0x1F93C, 0x1F945, 1}, {0x1F947, 0x1F9FF, 1}, {0x1FA70, 0x1FAFF, 1},
	},
}
