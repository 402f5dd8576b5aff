package history

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of a query. What is beyond them is not looked for.
const (
	maxQuery = 1024 // bytes of text
	maxTerms = 64   // tokens
)

// A term is what one line must have: a phrase of tokens that follow each other,
// words and pairs, or a single character of a script without spaces.
type term struct {
	phrase []string
	single string
}

// match is a query in the index's words.
type match struct {
	terms []term // all of them must be there
	tags  []string
	open  string // the last word, where it may be the beginning of a longer one
}

// matchOf cuts a query's text as lines are cut. What stands together without a
// space, and what stands between double quotes, must follow each other in a
// line; the rest may stand anywhere in it.
func matchOf(text string) (m match) {
	n := 0
	quoted := false
	for _, part := range strings.FieldsFunc(cut(text, maxQuery), quotes(&quoted)) {
		for _, t := range termsOf(part) {
			if n += max(1, len(t.phrase)); n > maxTerms {
				return m
			}
			m.terms = append(m.terms, t)
		}
	}
	if len(m.terms) == 0 {
		return m
	}
	if last := m.terms[len(m.terms)-1]; len(last.phrase) == 1 && completes(last.phrase[0]) && !strings.HasSuffix(text, `"`) {
		m.open = last.phrase[0]
	}
	return m
}

// quotes tells for each character in turn whether a query is cut there.
func quotes(quoted *bool) func(rune) bool {
	return func(r rune) bool {
		switch r {
		case '"', '“', '”', '„', '«', '»':
			*quoted = !*quoted
			return true
		}
		return !*quoted && unicode.IsSpace(r)
	}
}

// termsOf cuts one part of a query.
func termsOf(part string) (terms []term) {
	var phrase []string
	end := func() {
		if len(phrase) > 0 {
			terms = append(terms, term{phrase: phrase})
			phrase = nil
		}
	}
	pieces(part, func(p piece) {
		switch {
		case p.word != "":
			phrase = append(phrase, p.word)
		case len(p.run) == 1:
			// It may be in the middle of a run, so it has no place in a phrase.
			end()
			terms = append(terms, term{single: cut(p.run[0], maxToken)})
		default:
			for i := 1; i < len(p.run); i++ {
				phrase = append(phrase, pair(p.run[i-1], p.run[i]))
			}
		}
	})
	end()
	return terms
}

// completes tells whether a token is a word of at least two characters in a
// script with spaces, so that it can be known by its beginning.
func completes(token string) bool {
	first, size := utf8.DecodeRuneInString(token)
	return len(token) > size && kindOf(first) == spaced
}

// expression is the match in the language of FTS5; empty where everything
// matches. Any of instead stand in for the last term.
func (m match) expression(instead []string) string {
	var all []string
	for i, t := range m.terms {
		switch {
		case len(instead) > 0 && i == len(m.terms)-1:
			any := make([]string, len(instead))
			for i, word := range instead {
				any[i] = quote(word)
			}
			all = append(all, "words : ("+strings.Join(any, " OR ")+")")
		case t.single != "":
			all = append(all, "singles : "+quote(t.single))
		default:
			all = append(all, "words : "+quote(strings.Join(t.phrase, " ")))
		}
	}
	for _, tag := range m.tags {
		all = append(all, "tags : "+quote(tag))
	}
	return strings.Join(all, " AND ")
}

// quote makes a string of FTS5's language. Tokens hold no quotes.
func quote(s string) string { return `"` + s + `"` }
