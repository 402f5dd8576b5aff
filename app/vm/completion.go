package vm

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"landline/netcore/chat"
)

// Bounds of what is completed.
const (
	maxCompletions = 8
	minShortName   = 2 // letters behind a colon; fewer are a smiley
)

// Completion is one thing that a word which was begun can become.
type Completion struct {
	Text  string        // what takes the place of the word
	Label string        // what the list shows
	Emoji string        // shown before the label; empty for a person
	Who   chat.MemberID // the person; zero for an emoji
	Name  string        // the person's name
}

// Complete lists what the word before the caret can become, the likeliest first:
// a name after an @, an emoji after a colon. From is where in the text that word
// begins, in bytes. The list is empty where nothing was begun.
func (r *Room) Complete(before string) (list []Completion, from int) {
	if list, from = r.completeName(before); len(list) > 0 {
		return list, from
	}
	return completeEmoji(before)
}

// completeName looks at what stands behind the last @. A name may have spaces.
func (r *Room) completeName(before string) (list []Completion, from int) {
	from = strings.LastIndexByte(before, '@')
	if from < 0 || len(before)-from > chat.MaxName+1 {
		return nil, 0
	}
	if last, _ := utf8.DecodeLastRuneInString(before[:from]); wordy(last) {
		return nil, 0 // an address of the other kind
	}
	begun := before[from+1:]
	if strings.ContainsAny(begun, "\n\t") || strings.HasPrefix(begun, " ") {
		return nil, 0
	}
	var later []Completion
	for _, p := range r.People() {
		if p.Me || p.Name == begun { // nothing is left to complete
			continue
		}
		c := Completion{Text: "@" + p.Name + " ", Label: Tagged(p.Name, p.Tag), Who: p.ID, Name: p.Name}
		switch {
		case begins(p.Name, begun):
			list = append(list, c)
		case inName(p.Name, begun):
			later = append(later, c)
		}
	}
	list = append(list, later...)
	return list[:min(len(list), maxCompletions)], from
}

// begins tells whether a name begins so, by the rules of the search: without
// case and accents.
func begins(name, begun string) bool {
	n, b := string(fold([]rune(name)).runes), string(fold([]rune(begun)).runes)
	return strings.HasPrefix(n, b)
}

// inName tells whether a later word of a name begins so.
func inName(name, begun string) bool {
	for i, r := range name {
		if !wordy(r) && begins(name[i+utf8.RuneLen(r):], begun) {
			return true
		}
	}
	return false
}

// completeEmoji looks at what stands behind the last colon.
func completeEmoji(before string) (list []Completion, from int) {
	begun, from, ok := shortNameAt(before)
	if !ok || len(begun) < minShortName {
		return nil, 0
	}
	hits := findEmoji([]string{strings.ToLower(begun)})
	for _, h := range hits[:min(len(hits), maxCompletions)] {
		list = append(list, Completion{Text: h.emoji, Label: h.name, Emoji: h.emoji})
	}
	return list, from
}

// ShortName finds a short name between two colons at the end of a text, and the
// emoji that it names. From is where its first colon stands, in bytes.
func ShortName(before string) (emoji string, from int, ok bool) {
	rest, closed := strings.CutSuffix(before, ":")
	if !closed {
		return "", 0, false
	}
	name, from, ok := shortNameAt(rest)
	if !ok || len(name) < minShortName {
		return "", 0, false
	}
	emoji, ok = EmojiNamed(name)
	return emoji, from, ok
}

// shortNameAt is the run of letters of a short name at the end of a text, behind
// a colon that does not end a word or a number: 10:30 is an hour.
func shortNameAt(before string) (name string, from int, ok bool) {
	from = strings.LastIndexByte(before, ':')
	if from < 0 {
		return "", 0, false
	}
	if last, _ := utf8.DecodeLastRuneInString(before[:from]); wordy(last) || last == ':' {
		return "", 0, false
	}
	name = before[from+1:]
	if strings.ContainsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("+-_", r)
	}) {
		return "", 0, false
	}
	return name, from, true
}
