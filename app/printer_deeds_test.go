package app

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"landline/app/vm"
	"landline/netcore/chat"
)

var deedTests = []struct {
	act    chat.Act
	text   string
	lasts  time.Duration
	words  string
	object string // what the object has beside the author and the time
}{
	{chat.Edit, "new\nwords", 0, "Ada changed line 7: new\n    | words", `"event":"edited","seq":9,"of":7,"id":`},
	{chat.Edit, "", 0, "Ada changed line 7, which is deleted by now.", `"event":"edited","seq":9,"of":7,"id":`},
	{chat.Delete, "", 0, "Ada deleted line 7.", `"event":"deleted","seq":9,"of":7,"id":`},
	{chat.Erased, "", 0, "Line 9, by Ada, was deleted.", `"event":"erased","seq":9,"id":`},
	{chat.React, "👍", 0, "Ada set 👍 to line 7.", `"event":"reacted","seq":9,"of":7,"id":`},
	{chat.Unreact, "👍", 0, "Ada took 👍 back from line 7.", `"event":"unreacted","seq":9,"of":7,"id":`},
	{chat.Kick, "Bo", 0, "Ada sent Bo out.", `"event":"moderated","seq":9,"act":"kick","id":`},
	{chat.Ban, "Bo", 0, "Ada banned Bo.", `"act":"ban"`},
	{chat.Ban, "Bo", 25 * time.Hour, "Ada banned Bo for 1 day 1 hour.", `"for":90000,"text":"Bo"`},
	{chat.Ban, "", 0, "Ada banned #020000.", `"act":"ban"`},
	{chat.Unban, "Bo", 0, "Ada lifted the ban of Bo.", `"act":"unban"`},
	{chat.Mute, "Bo", 10 * time.Minute, "Ada muted Bo for 10 minutes.", `"for":600,"text":"Bo"`},
	{chat.Unmute, "Bo", 0, "Ada lets Bo speak again.", `"act":"unmute"`},
	{chat.Slow, "", 90 * time.Second, "Ada slowed the room down: one line of each in 1 minute 30 seconds.", `"act":"slow"`},
	{chat.Slow, "", 0, "Ada lifted slow mode.", `"act":"slow"`},
	{chat.Lock, "", 0, "Ada locked the room: nobody new may come in.", `"act":"lock"`},
	{chat.Unlock, "", 0, "Ada unlocked the room.", `"act":"unlock"`},
	{chat.SetTopic, "Tea\x1b[2J", 0, "Ada set the topic: Tea\uFFFD[2J", `"act":"topic"`},
	{chat.SetTopic, "", 0, "Ada took the topic away.", `"act":"topic"`},
	{chat.Appoint, "Bo", 0, "Ada made Bo a moderator.", `"act":"appoint"`},
	{chat.Dismiss, "Bo", 0, "Ada dismissed Bo as a moderator.", `"act":"dismiss"`},
	{99, "x\x1b[2J\ny", 0, "Ada did something in line 9 that this version of Landline does not know.", `"event":"moderated","seq":9,"act":"act 99"`},
}

// TestDeeds prints every act for people and for scripts.
func TestDeeds(t *testing.T) {
	for _, tt := range deedTests {
		m := chat.Message{Seq: 9, ID: chat.MessageID{5}, From: chat.MemberID{1}, Name: "Ada", Text: tt.text, At: time.Unix(0, 0),
			Deed: chat.Deed{Act: tt.act, For: tt.lasts}}
		switch {
		case tt.act.Moderates() && tt.text == "Bo", tt.act == chat.Ban:
			m.Whom = chat.MemberID{2}
		case tt.act < chat.Kick:
			m.About = chat.Ref{Seq: 7, ID: chat.MessageID{4}}
		}
		out, errs := printed(t, func(p *printer) { p.event(chat.Said{Message: m}) })
		if out != "" || errs != tt.words+"\n" {
			t.Errorf("act %v is printed as %q and %q, want %q", tt.act, out, errs, tt.words)
		}
		out = object(t, func(p *printer) { p.event(chat.Said{Message: m}) })
		if !strings.Contains(out, tt.object) || strings.Count(out, "\n") != 1 || strings.Contains(out, "\x1b") {
			t.Errorf("act %v is the object %q, want %q in it", tt.act, out, tt.object)
		}
	}
}

// object is what scripts read on standard output.
func object(t *testing.T, print func(*printer)) string {
	t.Helper()
	var o, e bytes.Buffer
	p := newPrinter(t.Context(), &o, &e, true)
	print(p)
	if code := p.close(exitDone); code != exitDone {
		t.Errorf("closed with %d", code)
	}
	return o.String()
}

// TestNumberedLines shows the numbers by which commands name lines.
func TestNumberedLines(t *testing.T) {
	e := said(chat.MemberID{1}, "Ada", "yes")
	e.Seq, e.About, e.Edited = 9, chat.Ref{Seq: 7, ID: chat.MessageID{4}}, true
	out, _ := printed(t, func(p *printer) {
		p.numbered = true
		p.event(e)
	})
	if want := "9 [03:04:05] Ada: (to line 7) yes (edited)\n"; out != want {
		t.Errorf("printed %q, want %q", out, want)
	}
	out = object(t, func(p *printer) { p.event(e) })
	if !strings.Contains(out, `"reply":{"seq":7,"id":"0400`) || !strings.Contains(out, `"edited":true`) {
		t.Errorf("the object is %q", out)
	}
}

// TestRulesOnEntering says what holds in the room.
func TestRulesOnEntering(t *testing.T) {
	e := chat.Entered{Name: "Lab", Members: []chat.Member{{ID: chat.MemberID{1}, Name: "Ada"}},
		Rules: chat.Rules{Topic: "Tea\x1b", Slow: 10 * time.Second, Locked: true, Moderators: []chat.MemberID{{2}}}}
	met := vm.Met{Host: chat.MemberID{1}, First: true}
	_, errs := printed(t, func(p *printer) { p.entered(e, met, false) })
	for _, want := range []string{"topic: Tea\uFFFD\n", "one line of each in 10 seconds", "is locked", "first time", "0100 0000"} {
		if !strings.Contains(errs, want) {
			t.Errorf("%q does not say %q", errs, want)
		}
	}
	out := object(t, func(p *printer) { p.entered(e, met, false) })
	for _, want := range []string{`"host":"0100`, `"first":true`, `"topic":"Tea`, `"slow":10`, `"locked":true`, `"moderators":["0200`} {
		if !strings.Contains(out, want) {
			t.Errorf("%s has no %s", out, want)
		}
	}
}

// TestLists prints who is here and who may not be.
func TestLists(t *testing.T) {
	now := time.Unix(1000, 0)
	rules := chat.Rules{
		Banned: []chat.Sentence{{Whom: chat.MemberID{2}, Name: "Bo\x1b"}, {Whom: chat.MemberID{3}, Name: "Cy", Until: now}},
		Muted:  []chat.Sentence{{Whom: chat.MemberID{4}, Name: "Dee", Until: now.Add(time.Hour)}},
	}
	lists := func(p *printer) {
		p.bans(rules, now)
		p.present([]chat.Member{{ID: chat.MemberID{1}, Name: "Ada", Host: true}}, rules)
		p.topic("")
		p.orders()
	}
	_, errs := printed(t, lists)
	for _, want := range []string{"Bo\uFFFD #020000: banned until it is lifted.", "Dee #040000: muted until ", "Ada #010000, the host\n", "no topic", "/kick NAME"} {
		if !strings.Contains(errs, want) {
			t.Errorf("%q does not say %q", errs, want)
		}
	}
	out := object(t, lists)
	for _, want := range []string{`"banned":[{"from":"0200`, `"muted":[{"from":"0400`, `"until":"1970-01-01T01:16:40.000Z"`, `"event":"people"`, `"event":"topic","text":""`} {
		if !strings.Contains(out, want) {
			t.Errorf("%s has no %s", out, want)
		}
	}
	if strings.Contains(errs, "Cy") || strings.Contains(out, "Cy") {
		t.Error("a sentence that has run out is listed")
	}
}
