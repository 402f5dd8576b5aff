package pake_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"landline/netcore/pake"
)

func TestPrepare(t *testing.T) {
	long := strings.Repeat("x", pake.MaxPassword)
	tests := []struct{ name, typed, want string }{
		{"plain", "correct horse battery", "correct horse battery"},
		{"one byte", "x", "x"},
		{"as long as can be", long, long},
		{"case stays", "Correct Horse", "Correct Horse"},
		{"spaces around stay", " x ", " x "},
		{"only spaces", "   ", "   "},
		{"an accent apart joins its letter", "cafe\u0301", "caf\u00e9"},
		{"an ideographic space", "a\u3000b", "a b"},
		{"a no-break space", "a\u00a0b", "a b"},
		{"full width stays", "\uff21", "\uff21"},
		{"an emoji", "🔑", "🔑"},
		{"too long before its accents are joined", strings.Repeat("e\u0301", 128), strings.Repeat("\u00e9", 128)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, err := pake.Prepare(tt.typed); got != tt.want || err != nil {
				t.Errorf("got %q, %v, want %q", got, err, tt.want)
			}
		})
	}
}

func TestPrepareRefuses(t *testing.T) {
	for name, typed := range map[string]string{
		"nothing":           "",
		"too long":          strings.Repeat("x", pake.MaxPassword+1),
		"too long prepared": strings.Repeat("é", pake.MaxPassword/2) + "x",
		"a megabyte":        strings.Repeat("x", 1<<20),
		"a line feed":       "secret\n",
		"a NUL":             "sec\x00ret",
		"an escape":         "\x1b[2J",
		"not UTF-8":         "secret\xff",
		"not assigned":      "\U000e0080",
	} {
		got, err := pake.Prepare(typed)
		if !errors.Is(err, pake.ErrPassword) || got != "" {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: the error tells the password: %v", name, err)
		}
	}
}

// FuzzPrepare finds passwords that change when they are prepared again, or that
// come out in a form that the other side would refuse.
func FuzzPrepare(f *testing.F) {
	for _, seed := range []string{"", "x", "cafe\u0301", "a\u3000b", "\u1100\u1161\u11a8", "\u0344", "\ufb01", "\xff", "\u200d🔑"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		once, err := pake.Prepare(typed)
		if err != nil {
			if once != "" || !errors.Is(err, pake.ErrPassword) {
				t.Fatalf("%q: got %q, %v", typed, once, err)
			}
			return
		}
		if once == "" || len(once) > pake.MaxPassword || !utf8.ValidString(once) {
			t.Fatalf("%q became %q", typed, once)
		}
		if twice, err := pake.Prepare(once); twice != once || err != nil {
			t.Fatalf("%q became %q and then %q, %v", typed, once, twice, err)
		}
	})
}
