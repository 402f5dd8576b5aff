package vm

import (
	"strings"
	"testing"
)

// bracketed writes runs with what was found in brackets.
func bracketed(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		if r.Found {
			b.WriteString("[" + r.Text + "]")
		} else {
			b.WriteString(r.Text)
		}
	}
	return b.String()
}

func TestFuzzy(t *testing.T) {
	for _, c := range []struct{ query, text, want string }{
		{"", "Front desk", "Front desk"},
		{"fro", "Front desk", "[Fro]nt desk"},
		{"DESK", "Front desk", "Front [desk]"},
		{"desk fr", "Front desk", "[Fr]ont [desk]"},
		{"ont", "Front desk", "Fr[ont] desk"},
		{"fd", "Front desk", "[F]ront [d]esk"},
		{"frde", "Front desk", "[Fr]ont [de]sk"},
		{"sk", "Front desk", "Front de[sk]"},
		{"odk", "Front desk", ""}, // begins in the middle of a word
		{"xyz", "Front desk", ""},
		{"cafe", "Café Zoë", "[Café] Zoë"},
		{"strasse", "Straße 7", "[Straße] 7"},
		{"кух", "Кухня", "[Кух]ня"},
		{"αθ", "Αθήνα", "[Αθ]ήνα"},
		{"会議", "東京会議室", "東京[会議]室"},
		{"東会", "東京会議室", "[東]京[会]議室"},
		{"مك", "غرفة المكتب", "غرفة [المكتب]"}, // its letters join
		{"ליה", "דליה", "ד[ליה]"},
		{"रस", "रसोई घर", "[रसोई] घर"},
		{"😀", "Party 😀", "Party [😀]"},
	} {
		_, runs, ok := Fuzzy(c.query, c.text)
		if ok != (c.want != "") || bracketed(runs) != c.want {
			t.Errorf("%q in %q: %q, %v; want %q", c.query, c.text, bracketed(runs), ok, c.want)
		}
	}
}

func TestFuzzyRanks(t *testing.T) {
	for _, better := range [][3]string{ // a query, the better answer, the worse one
		{"la", "Lab", "Plan"},
		{"la", "Lab", "The lab"},
		{"la", "The lab", "Plan"},
		{"fd", "Front desk", "Fieldwork and more"},
		{"lab", "Lab", "Lab of the third floor"},
	} {
		good, _, _ := Fuzzy(better[0], better[1])
		bad, _, ok := Fuzzy(better[0], better[2])
		if !ok || good <= bad {
			t.Errorf("%q: %q ranks %d, %q %d", better[0], better[1], good, better[2], bad)
		}
	}
}
