package ui

import (
	"slices"
	"strings"
	"testing"

	"landline/app/vm"
)

// TestPieces writes the parts of a line from left to right, found words in
// brackets.
func TestPieces(t *testing.T) {
	for _, test := range []struct{ name, text, words, want string }{
		{"one direction", "the long cable here", "cable", "the long |[cable]| here"},
		{"nothing found", "the long cable", "x", "the long cable"},
		{"Hebrew", "הכבל הארוך כאן", "הארוך", "כאן| |[הארוך]| |הכבל"},
		{"Arabic between Latin", "a الكبل الطويل b", "الطويل", "a |[الطويل]| |الكبل| b"},
		{"Latin in Hebrew", "הכבל cable כאן", "cable", "הכבל| |[cable]| |כאן"},
		{"numbers in Hebrew", "חדר 12:30 בקומה 3", "בקומה", "3| |[בקומה]| |12:30| |חדר"},
		{"brackets in Hebrew", "כבל (ארוך) כאן", "כאן", "[כאן]| (|ארוך|) |כבל"},
		{"numbers after Latin", "room 12 חדר", "12", "room |[12]| |חדר"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var runes []rune
			var marks []bool
			for _, run := range vm.Excerpt(test.text, test.words, 100) {
				for _, r := range run.Text {
					runes, marks = append(runes, r), append(marks, run.Found)
				}
			}
			var got []string
			for _, p := range pieces(runes, marks) {
				if p.found {
					p.text = "[" + p.text + "]"
				}
				got = append(got, p.text)
			}
			if s := strings.Join(got, "|"); s != test.want {
				t.Errorf("%q, want %q", s, test.want)
			}
			if n := len([]rune(strings.Join(got, ""))) - 2*strings.Count(strings.Join(got, ""), "["); !slices.Contains(marks, true) && n != len(runes) {
				t.Errorf("%d letters of %d", n, len(runes))
			}
		})
	}
}
