package vm

import (
	"slices"
	"strings"
	"unicode"

	"landline/app/words"
	"landline/netcore/chat"
)

// mistakable remembers which names can be taken for something that the program
// says. Whoever bears one has their tag shown, whether there is a namesake or
// not: nobody can make up a tag, nor be the one whom sentences call “you”. The
// zero value is ready.
type mistakable struct {
	language words.Language
	names    map[string]bool
}

// has tells whether a name is one of them.
func (m *mistakable) has(name string) bool {
	if m.names == nil || m.language != words.Current() || len(m.names) >= maxNames {
		m.language, m.names = words.Current(), make(map[string]bool)
	}
	found, known := m.names[name]
	if !known {
		found = mistaken(name)
		m.names[name] = found
	}
	return found
}

// mistaken is has for a name that is looked at once.
func mistaken(name string) bool { return chat.LooksTagged(name) || addresses(name) }

// Tagged is a name in a text, with the tag that tells its bearer from others where
// there is one.
func Tagged(name, tag string) string {
	if tag != "" {
		return name + " #" + tag
	}
	return name
}

// tagOf is a person's tag; empty for nobody in particular.
func tagOf(id chat.MemberID) string {
	if id.IsZero() {
		return ""
	}
	return id.Tag()
}

// tag is what tells somebody from their namesakes in all rooms of the window, for
// where people of several stand together; empty where their name says who they are.
func (d *Desk) tag(id chat.MemberID, name string) string {
	looks := chat.Looks(name)
	if mistaken(name) || slices.ContainsFunc(d.rooms, func(r *Room) bool { return r.people.others(id, looks) }) {
		return tagOf(id)
	}
	return ""
}

// addresses tells whether a word of the name is one by which the program calls
// the person at this window.
func addresses(name string) bool {
	// All forms of the word in which a sentence could have it where a name stands
	// in another sentence: subject, object, owner.
	forms := looked(words.T("you, your, yours"))
	looks := looked(name)
	looks = append(looks, strings.Join(looks, "")) // Y.o.u
	return slices.ContainsFunc(looks, func(word string) bool {
		return slices.ContainsFunc(forms, func(form string) bool {
			return word == form || !spaced(form) && strings.Contains(word, form)
		})
	})
}

// looked is the words of a text as they look.
func looked(text string) []string {
	return strings.FieldsFunc(chat.LooksInOrder(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r)
	})
}

// spaced tells whether a word is of a script that has spaces between words.
func spaced(word string) bool {
	return !strings.ContainsFunc(word, func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) })
}
