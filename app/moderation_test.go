package app_test

import (
	"fmt"
	"slices"
	"testing"
)

// refusedWith runs a join without input to its end, which is a refusal.
func refusedWith(t *testing.T, code int, args ...string) {
	t.Helper()
	p := start(t, nil, append([]string{"join"}, args...)...)
	_ = p.stdin.Close()
	events, exit := p.rest()
	if exit != 3 || len(events) < 2 || events[len(events)-2].Event != "refused" || events[len(events)-2].Code != code {
		t.Errorf("join ended with %d: %+v; want a refusal with %d", exit, events, code)
	}
}

// moderated waits for the entry that tells of an act, and skips others.
func (p *process) moderated(act, text string) event {
	p.t.Helper()
	for {
		if e := p.next("moderated"); e.Act == act {
			if e.Text != text {
				p.t.Errorf("%s: %+v, want %q", act, e, text)
			}
			return e
		}
	}
}

// TestOrderIsKept keeps order in a room by commands, and sees that those whom
// they are about cannot go on.
func TestOrderIsKept(t *testing.T) {
	host, address := hostRoom(t, "--commands")
	bos := t.TempDir()
	bo := start(t, nil, "join", address, "--as", "Bo", "--profile", bos, "--commands")
	bo.next("entered")
	host.next("joined")

	host.say("/mute Bo 10m")
	if e := bo.moderated("mute", "Bo"); e.For != 600 || e.Name != "Ada" || e.Whom == "" || e.Whom == e.From {
		t.Errorf("the mute is %+v", e)
	}
	bo.say("hello?")
	if e := bo.next("refused", "said"); e.Code != 19 || e.ID == "" {
		t.Errorf("a muted line: %+v", e)
	}
	host.say("/unmute Bo")
	bo.moderated("unmute", "Bo")

	host.say("/slow 1h")
	if e := bo.moderated("slow", ""); e.For != 3600 {
		t.Errorf("slow mode is %+v", e)
	}
	bo.say("one", "two")
	one, soon := bo.next("said", "refused"), bo.next("said", "refused")
	if one.Event == "refused" {
		one, soon = soon, one
	}
	if one.Text != "one" || soon.Code != 20 {
		t.Errorf("of two lines one is %+v, the other %+v", one, soon)
	}
	host.say("/slow off")
	bo.moderated("slow", "")

	bo.say("/topic mine")
	if e := bo.next("refused", "moderated"); e.Code != 22 {
		t.Errorf("a topic of somebody who may not: %+v", e)
	}
	host.say("/mod Bo", "/topic Tea at four")
	bo.moderated("appoint", "Bo")
	bo.moderated("topic", "Tea at four")
	bo.say("/topic", "/people")
	if e := bo.next("topic"); e.Text != "Tea at four" {
		t.Errorf("the topic is %+v", e)
	}
	if e := bo.next("people"); len(e.Members) != 2 || e.Members[0].Name != "Ada" {
		t.Errorf("the people are %+v", e)
	}
	host.say("/unmod Bo")
	bo.moderated("dismiss", "Bo")

	host.say(fmt.Sprintf("/delete %d", one.Seq))
	if e := bo.next("deleted"); e.Of != one.Seq || e.Text != "" {
		t.Errorf("the deletion is %+v", e)
	}
	host.say("/kick Bo")
	events, code := bo.rest()
	if last := events[len(events)-1]; code != 3 || last.Event != "error" || events[len(events)-2].Code != 18 {
		t.Errorf("Bo was sent out and ended with %d: %+v", code, events)
	}
	host.say("/lock")
	host.moderated("lock", "")
	refusedWith(t, 21, address, "--as", "Cy")
	host.say("/unlock")
	host.moderated("unlock", "")

	bo = start(t, nil, "join", address, "--as", "Bo", "--profile", bos)
	bo.next("entered")
	host.next("joined")
	host.say("/ban Bo 1d")
	if e := host.moderated("ban", "Bo"); e.For != 86400 {
		t.Errorf("the ban is %+v", e)
	}
	if _, code := bo.rest(); code != 3 {
		t.Errorf("Bo was banned and ended with %d", code)
	}
	refusedWith(t, 17, address, "--as", "Bo", "--profile", bos)
	host.say("/bans", "/unban Bo")
	if e := host.next("bans"); len(e.Banned) != 1 || e.Banned[0].Name != "Bo" || e.Banned[0].Until == "" {
		t.Errorf("banned are %+v", e.Banned)
	}
	host.moderated("unban", "Bo")

	late := start(t, nil, "join", address, "--as", "Dee", "--history", "1000")
	if e := late.next("entered"); e.Topic != "Tea at four" || !e.First || len(e.Host) != 64 {
		t.Errorf("a newcomer entered %+v", e)
	}
	_ = late.stdin.Close()
	entries, code := late.rest()
	for i, e := range entries {
		if e.Seq != uint64(i+1) {
			t.Fatalf("entry %d has the number %d: %+v", i+1, e.Seq, entries)
		}
	}
	if e := entries[one.Seq-1]; code != 0 || e.Event != "erased" || e.Text != "" || e.ID != one.ID || e.Name != "Bo" {
		t.Errorf("the deleted line is %+v to a newcomer, who ended with %d", e, code)
	}
}

// TestOwnLines edits, answers and reacts by the numbers of lines, also of lines
// that this process never printed.
func TestOwnLines(t *testing.T) {
	host, address := hostRoom(t)
	profile := t.TempDir()
	before := start(t, nil, "join", address, "--as", "Bo", "--profile", profile)
	before.say("/one", "two")
	_ = before.stdin.Close()
	if _, code := before.rest(); code != 0 {
		t.Fatalf("join ended with %d", code)
	}
	first := host.next("said")
	if first.Text != "/one" {
		t.Errorf("without --commands a slash is %+v", first)
	}
	bo := start(t, nil, "join", address, "--as", "Bo", "--profile", profile, "--commands")
	bo.say("/edit 1 uno", "/reply 2 three", "/react 2 👍", "/unreact 2 👍", "//four", "/dance", "/delete 99", "/kick Nobody")
	_ = bo.stdin.Close()
	events, code := bo.rest()
	var got []string
	var refused []int
	for _, e := range events {
		switch e.Event {
		case "refused":
			refused = append(refused, e.Code)
		case "entered", "error":
		default:
			got = append(got, fmt.Sprint(e.Seq, e.Event, e.Of, e.Reply.Seq, e.Text))
		}
	}
	want := []string{"3edited1 0uno", "4said0 2three", "5reacted2 0👍", "6unreacted2 0👍", "7said0 0/four"}
	if !slices.Equal(got, want) || !slices.Equal(refused, []int{26, 23, 24}) || code != 3 {
		t.Errorf("it did %q and was refused %v, and ended with %d: %s", got, refused, code, bo.stderr.String())
	}
	late := start(t, nil, "join", address, "--as", "Cy")
	if e := late.next("said"); e.Seq != 1 || e.Text != "uno" || !e.Edited || e.ID != first.ID {
		t.Errorf("the first line is %+v to a newcomer", e)
	}
}

// TestOrdersFollow gives orders faster than the room answers: each is taken as
// those before it leave the room.
func TestOrdersFollow(t *testing.T) {
	host, address := hostRoom(t, "--commands")
	bo := start(t, nil, "join", address, "--as", "Bo", "--profile", t.TempDir())
	bo.next("entered")
	host.next("joined")

	host.say("/mute Bo", "/bans", "/unmute Bo", "/mod Bo", "/unmod Bo", "/ban Bo", "/unban Bo", "/topic Tea", "/topic")
	host.moderated("mute", "Bo")
	if e := host.next("bans"); len(e.Muted) != 1 {
		t.Errorf("after a mute %+v are muted, want one", e.Muted)
	}
	for _, act := range []string{"unmute", "appoint", "dismiss", "ban", "unban"} {
		host.moderated(act, "Bo")
	}
	host.moderated("topic", "Tea")
	if e := host.next("topic"); e.Text != "Tea" {
		t.Errorf("the topic is %q", e.Text)
	}
}
