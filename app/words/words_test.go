package words

import "testing"

func TestEnglish(t *testing.T) {
	if got := T("Leave “%s”?", "Lab"); got != "Leave “Lab”?" {
		t.Errorf("T = %q", got)
	}
	for n, want := range map[int]string{0: "0 lines", 1: "1 line", 2: "2 lines"} {
		if got := N("%d line", "%d lines", n, n); got != want {
			t.Errorf("N of %d = %q, want %q", n, got, want)
		}
	}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		wanted []string
		want   Language
	}{
		{nil, English},
		{[]string{"de-AT"}, German},
		{[]string{"pt_BR.UTF-8", "pt-BR"}, Portuguese},
		{[]string{"zh-CN"}, Chinese},
		{[]string{"ar-EG"}, Arabic},
		{[]string{"xx", "fr-CA"}, French},
		{[]string{"tlh"}, English},
	} {
		if got := Match(c.wanted...); got != c.want {
			t.Errorf("Match(%q) = %s, want %s", c.wanted, got, c.want)
		}
	}
}
