package vm

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/kyokomi/emoji/v2"

	"landline/netcore/chat"
)

// maxRecents is how many emoji are remembered as chosen last.
const maxRecents = 27

// RecentEmoji is the list of emoji chosen last, newest first, after one more was
// chosen. The list given stays as it is.
func RecentEmoji(list []string, chosen string) []string {
	next := append(make([]string, 0, len(list)+1), chosen)
	for _, e := range list {
		if e != chosen && len(next) < maxRecents {
			next = append(next, e)
		}
	}
	return next
}

// cleanRecents is a list of recent emoji without what is none.
func cleanRecents(list []string) []string {
	list = slices.Clone(list[:min(len(list), maxRecents)])
	return slices.DeleteFunc(list, func(e string) bool { return len(e) > chat.MaxReaction || !chat.IsEmoji(e) })
}

// namedEmoji is an emoji with the short names that people know it by.
type namedEmoji struct {
	emoji string
	names []string // in lower case, the shortest first
}

// emojiNames has every emoji of the groups, in their order.
var emojiNames = sync.OnceValue(func() []namedEmoji {
	known := emoji.RevCodeMap()
	bare := make(map[string][]string, len(known))
	for e, codes := range known {
		key := unstyled(e)
		for _, code := range codes {
			bare[key] = append(bare[key], strings.ToLower(strings.Trim(code, ":")))
		}
	}
	var list []namedEmoji
	for _, group := range EmojiGroups {
		for _, e := range group.Emoji {
			names := bare[unstyled(e)]
			if len(names) == 0 {
				names = bare[unstyled(e)+"\u200d♂"] // the short name of a person leads to a man
			}
			names = slices.Clone(names)
			slices.SortFunc(names, func(a, b string) int {
				return cmp.Or(len(a)-len(b), strings.Compare(a, b))
			})
			list = append(list, namedEmoji{e, slices.Compact(names)})
		}
	}
	return list
})

// shortNames finds an emoji by one of its names.
var shortNames = sync.OnceValue(func() map[string]string {
	byName := make(map[string]string)
	for _, e := range emojiNames() {
		for _, name := range e.names {
			if _, taken := byName[name]; !taken {
				byName[name] = e.emoji
			}
		}
	}
	return byName
})

// unstyled is an emoji without the mark that asks for colour, which is written
// or left out.
func unstyled(e string) string { return strings.ReplaceAll(e, "\ufe0f", "") }

// EmojiNamed is the emoji of a short name, “+1” or “party_popper”; ok is false
// where there is none.
func EmojiNamed(name string) (sign string, ok bool) {
	sign, ok = shortNames()[strings.ToLower(name)]
	return sign, ok
}

// EmojiName is a short name of an emoji, the shortest that is a word; empty where
// it has none.
func EmojiName(sign string) string {
	for _, e := range emojiNames() {
		if e.emoji != sign || len(e.names) == 0 {
			continue
		}
		for _, name := range e.names {
			if len(name) > 3 {
				return name
			}
		}
		return e.names[0]
	}
	return ""
}

// FindEmoji lists the emoji whose short names have every one of the words in
// them, the nearest first, at most so many. Names are English.
func FindEmoji(query string, most int) []string {
	wanted := strings.FieldsFunc(strings.ToLower(query), apart)
	if len(wanted) == 0 {
		return nil
	}
	hits := findEmoji(wanted)
	list := make([]string, 0, min(len(hits), most))
	for _, h := range hits[:min(len(hits), most)] {
		list = append(list, h.emoji)
	}
	return list
}

// emojiHit is an emoji that was found by one of its names.
type emojiHit struct {
	emoji, name string
	far         int
}

func findEmoji(wanted []string) (hits []emojiHit) {
	for _, e := range emojiNames() {
		if name, far, ok := e.nearest(wanted); ok {
			hits = append(hits, emojiHit{e.emoji, name, far})
		}
	}
	slices.SortStableFunc(hits, func(a, b emojiHit) int { return a.far - b.far })
	return hits
}

// apart tells what stands between the words of a short name.
func apart(r rune) bool { return r == ' ' || r == '_' || r == '-' || r == ':' }

// nearest is the name nearest to the words wanted, and how far it is: a name that
// is the word, one that begins with it, one with a word that does, and one that
// has it anywhere.
func (e namedEmoji) nearest(wanted []string) (name string, far int, ok bool) {
	for _, n := range e.names {
		if d, fits := distance(n, wanted); fits && (!ok || d < far) {
			name, far, ok = n, d, true
		}
	}
	return name, far, ok
}

func distance(name string, wanted []string) (far int, ok bool) {
	parts := strings.FieldsFunc(name, apart)
	for _, w := range wanted {
		switch {
		case name == w:
		case strings.HasPrefix(name, w):
			far += 10
		case slices.Contains(parts, w):
			far += 20
		case slices.ContainsFunc(parts, func(p string) bool { return strings.HasPrefix(p, w) }):
			far += 30
		case strings.Contains(name, w):
			far += 40
		default:
			return 0, false
		}
	}
	return far + min(len(parts), 9), true
}
