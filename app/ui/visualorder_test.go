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
	for _, test := range []struct {
		name, text, words string
		base              uint8
		want              string
	}{
		{"one direction", "the long cable here", "cable", 0, "the long |[cable]| here"},
		{"nothing found", "the long cable", "x", 0, "the long cable"},
		{"Hebrew", "הכבל הארוך כאן", "הארוך", 0, "כאן| |[הארוך]| |הכבל"},
		{"Arabic between Latin", "a الكبل الطويل b", "الطويل", 0, "a |[الطويل]| |الكبل| b"},
		{"Latin in Hebrew", "הכבל cable כאן", "cable", 0, "הכבל| |[cable]| |כאן"},
		{"numbers in Hebrew", "חדר 12:30 בקומה 3", "בקומה", 0, "3| |[בקומה]| |12:30| |חדר"},
		{"brackets in Hebrew", "כבל (ארוך) כאן", "כאן", 0, "[כאן]| (|ארוך|) |כבל"},
		{"a Hebrew paragraph", "שלום, cable!", "x", 1, "!|cable| ,|שלום"},
		{"Latin first in a Hebrew paragraph", "USB 3 כבל", "x", 1, "כבל| |USB 3"},
		{"emoji in Hebrew", "כבל 👍🏽❤️ כאן", "x", 0, "כאן| ❤️👍🏽 |כבל"},
		{"numbers after Latin", "room 12 חדר", "12", 0, "room |[12]| |חדר"},
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
			for _, p := range visualOrder(runes, test.base, func(i int) bool { return marks[i] == marks[i-1] }) {
				if marks[p.start] {
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
