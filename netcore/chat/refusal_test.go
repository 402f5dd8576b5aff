package chat_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"landline/netcore/chat"
)

// TestRefuse holds that a detail is one short line, whoever has written it.
func TestRefuse(t *testing.T) {
	for _, tt := range []struct{ given, kept string }{
		{"", ""},
		{"Ada sent you out of the room", "Ada sent you out of the room"},
		{"نامه\u200cای 👩\u200d🚀", "نامه\u200cای 👩\u200d🚀"},
		{"one\ntwo\u2028three", "one two three"},
		{"\x1b]0;owned\a \u202eno", " ]0;owned   no"},
		{strings.Repeat("x", chat.MaxDetail), strings.Repeat("x", chat.MaxDetail)},
		{strings.Repeat("x", 60_000), strings.Repeat("x", chat.MaxDetail)},
		{"x" + strings.Repeat("ж", 300), "x" + strings.Repeat("ж", 255)},
	} {
		no := chat.Refuse(chat.Kicked, tt.given)
		if no.Code != chat.Kicked || no.Detail != tt.kept {
			t.Errorf("of %q is kept %q, want %q", tt.given, no.Detail, tt.kept)
		}
	}
	if no := chat.Refuse(chat.Kicked, "\xff"); !utf8.ValidString(no.Detail) {
		t.Errorf("%q is kept", no.Detail)
	}
}
