package app

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"landline/netcore/chat"
)

// TestWhom names people as they are, and as somebody would who wants another to
// be hit.
func TestWhom(t *testing.T) {
	ada := chat.Member{ID: chat.MemberID{0xad, 0xa0, 0x01, 0x77}, Name: "Ada", Host: true}
	bo := chat.Member{ID: chat.MemberID{0xb0, 0xb0, 0x02}, Name: "Bo"}
	fake := chat.Member{ID: chat.MemberID{0xfa, 0xfa, 0x03}, Name: "BO"}
	tagged := chat.Member{ID: chat.MemberID{0xee, 0xee, 0x04}, Name: "Cy#c1c1c1"}
	cy := chat.Member{ID: chat.MemberID{0xc1, 0xc1, 0xc1}, Name: "Cy"}
	dee := chat.Member{ID: chat.MemberID{0xde, 0xde, 0x05}, Name: "Dee"}
	eve := chat.Member{ID: chat.MemberID{0xe0, 0xe0, 0x06}, Name: "Eve"}
	var r roster
	r.enter(chat.Entered{Members: []chat.Member{ada, bo, fake, tagged, cy, dee, dee}, Rules: chat.Rules{
		Moderators: []chat.MemberID{dee.ID},
		Banned:     []chat.Sentence{{Whom: eve.ID, Name: "Eve"}},
		Muted:      []chat.Sentence{{Whom: bo.ID, Name: "Bo"}},
	}}, true)
	r.left(dee)
	tests := []struct {
		act   chat.Act
		typed string
		want  chat.Member
		says  string // of the refusal; empty where there is none
	}{
		{chat.Kick, "Ada", ada, ""},
		{chat.Kick, "ＡＤＡ", ada, ""},
		{chat.Kick, "#ada001", ada, ""},
		{chat.Kick, "ADA00177", ada, ""},
		{chat.Kick, "Ada#ada001", ada, ""},
		{chat.Kick, ada.ID.String(), ada, ""},
		{chat.Unban, chat.MemberID{0x99}.String(), chat.Member{ID: chat.MemberID{0x99}}, ""},
		{chat.Kick, "#ada0", chat.Member{}, `"#ada0" is nobody`},
		{chat.Kick, "Bo#ada001", chat.Member{}, "is nobody"},
		{chat.Kick, "Bo", chat.Member{}, `"Bo" may be Bo #b0b0020000000000, or BO #fafa030000000000`},
		{chat.Kick, "bo#fafa03", fake, ""},
		{chat.Kick, "Cy#c1c1c1", chat.Member{}, "Cy#c1c1c1 #eeee040000000000, or Cy #c1c1c10000000000"},
		{chat.Kick, "#c1c1c1", cy, ""},
		{chat.Kick, "Dee", chat.Member{}, "is nobody"},
		{chat.Mute, "Dee", dee, ""},
		{chat.Dismiss, "Dee", dee, ""},
		{chat.Dismiss, "#dede05", dee, ""},
		{chat.Dismiss, "Cy", cy, ""},
		{chat.Dismiss, "Zoe", chat.Member{}, "is nobody"},
		{chat.Unmute, "Bo", chat.Member{ID: bo.ID, Name: "Bo"}, ""},
		{chat.Unban, "eve", chat.Member{ID: eve.ID, Name: "Eve"}, ""},
		{chat.Unban, "Cy", cy, ""},
		{chat.Unban, "Zoe", chat.Member{}, "is nobody"},
	}
	for _, tt := range tests {
		got, err := r.whom(tt.act, tt.typed)
		if got.ID != tt.want.ID || tt.act != chat.Dismiss && got.Name != tt.want.Name {
			t.Errorf("%v %q means %+v, want %+v", tt.act, tt.typed, got, tt.want)
		}
		if (err == nil) != (tt.says == "") || err != nil && (!strings.Contains(err.Error(), tt.says) || !errors.Is(err, chat.NoSuchPerson)) {
			t.Errorf("%v %q ends with %v, want %q", tt.act, tt.typed, err, tt.says)
		}
	}
}

// TestRosterFollowsTheRules has acts that the rules know already, and new ones.
func TestRosterFollowsTheRules(t *testing.T) {
	bo := chat.MemberID{0xb0}
	act := func(seq uint64, act chat.Act, text string, whom chat.MemberID) chat.Message {
		return chat.Message{Seq: seq, ID: chat.NewMessageID(), From: chat.MemberID{1}, Name: "Ada", Text: text,
			At: time.Unix(1, 0), Deed: chat.Deed{Act: act, Whom: whom}}
	}
	var r roster
	r.enter(chat.Entered{Head: 2, Rules: chat.Rules{Topic: "tea"}}, true)
	r.said(act(1, chat.SetTopic, "before", chat.MemberID{}))
	r.said(act(2, chat.SetTopic, "tea", chat.MemberID{}))
	r.said(act(3, chat.Mute, "Bo", bo))
	if r.rules.Topic != "tea" || len(r.rules.Muted) != 1 {
		t.Errorf("the rules are %+v", r.rules)
	}
	for seq := uint64(4); seq < 3+2*linesRemembered; seq++ {
		r.said(act(seq, chat.Line, "x", chat.MemberID{}))
	}
	if _, ok := r.ref(3); ok || len(r.lines) > linesRemembered {
		t.Errorf("it remembers %d lines", len(r.lines))
	}
	if ref, ok := r.ref(2 + 2*linesRemembered); !ok || ref.ID.IsZero() {
		t.Error("it forgot the newest line")
	}
}

// TestPasswordLeavesTheEnvironment keeps it from whatever this program starts.
func TestPasswordLeavesTheEnvironment(t *testing.T) {
	t.Setenv(passwordVariable, "secret")
	if got, _ := takePassword(); got != "secret" {
		t.Errorf("it takes %q", got)
	}
	if left, ok := os.LookupEnv(passwordVariable); ok {
		t.Errorf("%q is left", left)
	}
}
