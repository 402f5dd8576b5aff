package vm

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mentions tells whether a text names somebody: their name with an @ before it,
// in any case, and no letter or digit around it.
func Mentions(text, name string) bool {
	for at := 0; name != ""; {
		i := mention(text[at:], name)
		if i < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(text[:at+i])
		after, _ := utf8.DecodeRuneInString(text[at+i+1+len(name):])
		if !wordy(before) && !wordy(after) {
			return true
		}
		at += i + 1
	}
	return false
}

// mention is where the name begins with its @; -1 where it stands nowhere.
func mention(text, name string) int {
	for i := 0; i+1+len(name) <= len(text); i++ {
		if text[i] == '@' && strings.EqualFold(text[i+1:i+1+len(name)], name) {
			return i
		}
	}
	return -1
}

func wordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
