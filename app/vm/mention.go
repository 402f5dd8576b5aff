package vm

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"landline/netcore/chat"
)

// maxHearing is how many bytes of text a room reads in one alertPace to see whether
// they name this person: more than people write. To read the worst of it, nothing
// but an @ and marks over and over, takes about a tenth of a second.
const maxHearing = 64 << 10

// hearing bounds what a flood of names costs.
type hearing struct {
	since int64 // alertPaces
	bytes int
}

// calls tells whether a line speaks to this person: it names them, as the transcript
// shows it, or answers a line of theirs.
func (r *Room) calls(m chat.Message) bool {
	if mayCall(m.Text, r.myName()) && r.reads(m.Text) {
		return true
	}
	line, ok := r.lines.log.named(m.About)
	return ok && line.mine || r.answers
}

// reads tells whether a text, in which an @ stands before the name of this person,
// is for them: it may go on to a longer name, or be code. Of a flood of such texts
// the ones that come too fast are taken to be.
func (r *Room) reads(text string) bool {
	h := &r.hearing
	if pace := r.now.UnixNano() / int64(alertPace); h.since != pace {
		*h = hearing{since: pace}
	}
	if h.bytes += len(text); h.bytes > maxHearing {
		return true
	}
	for _, block := range r.body(text, false).Blocks {
		for _, phrase := range block.Phrases {
			if phrase.Style&Calling != 0 {
				return true
			}
		}
	}
	return false
}

// mayCall tells whether in a text an @ stands before a name, in any case, with no
// letter or digit around the two. It is quick, and misses no text that is for whoever
// bears the name, but where a link begins right behind it.
func mayCall(text, name string) bool {
	letters := utf8.RuneCountInString(name)
	for at := strings.IndexByte(text, '@'); at >= 0 && letters > 0; {
		rest := text[at+1:]
		length := lengthOf(rest, letters)
		next, _ := utf8.DecodeRuneInString(rest[length:])
		if strings.EqualFold(rest[:length], name) && !wordy(next) && !endsWordy(text[:at]) {
			return true
		}
		step := strings.IndexByte(rest, '@')
		if step < 0 {
			break
		}
		at += 1 + step
	}
	return false
}

// lengthOf is how many bytes so many letters at the beginning of a text take.
func lengthOf(text string, letters int) int {
	for i := range text {
		if letters == 0 {
			return i
		}
		letters--
	}
	return len(text)
}

func wordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
