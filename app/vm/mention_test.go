package vm

import "testing"

func TestMentions(t *testing.T) {
	for _, c := range []struct {
		text, name string
		want       bool
	}{
		{"@Ada are you there?", "Ada", true},
		{"what does @ada, say", "Ada", true},
		{"(@Ada)", "Ada", true},
		{"@Adam is not her", "Ada", false},
		{"@Adam, but @Ada is", "Ada", true},
		{"ada@ada.example", "ada", false},
		{"Ada without", "Ada", false},
		{"@Ada Lovelace", "Ada Lovelace", true},
		{"@李 好", "李", true},
		{"@", "", false},
		{"", "Ada", false},
	} {
		if got := Mentions(c.text, c.name); got != c.want {
			t.Errorf("Mentions(%q, %q) = %v", c.text, c.name, got)
		}
	}
}
