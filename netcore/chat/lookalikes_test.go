package chat

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// TestLookalikes holds that every entry of the table can be met, and stands in
// it once.
func TestLookalikes(t *testing.T) {
	owner := make(map[rune]string)
	for looks, letters := range lookalikeGroups {
		for _, r := range strings.ReplaceAll(letters, " ", "") {
			if other, twice := owner[r]; twice {
				t.Errorf("%q looks like %q and like %q", r, other, looks)
			}
			owner[r] = looks
			if r < utf8.RuneSelf {
				t.Errorf("%q stands among those that look like %q, and is ASCII itself", r, looks)
			}
			if form := norm.NFKD.String(string(r)); form != string(r) {
				t.Errorf("%q is %q before it is looked for", r, form)
			}
		}
	}
	for looks := range lookalikeGroups {
		for _, r := range looks {
			if other, ok := owner[r]; ok {
				t.Errorf("what looks like %q should look like %q", looks, other)
			}
		}
	}
}
