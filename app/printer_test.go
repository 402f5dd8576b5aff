package app

import (
	"bytes"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"landline/app/vm"
	"landline/netcore/chat"
)

// printed is what people read on standard output and on standard error.
func printed(t *testing.T, print func(*printer)) (out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	p := newPrinter(t.Context(), &o, &e, false)
	print(p)
	if code := p.close(exitDone); code != exitDone {
		t.Errorf("closed with %d", code)
	}
	return o.String(), e.String()
}

func said(from chat.MemberID, name, text string) chat.Said {
	return chat.Said{Message: chat.Message{From: from, Name: name, Text: text, At: time.Date(2026, 1, 2, 3, 4, 5, 0, time.Local)}}
}

// TestNobodySpeaksForAnother has a message that looks like two.
func TestNobodySpeaksForAnother(t *testing.T) {
	out, _ := printed(t, func(p *printer) {
		p.event(said(chat.MemberID{1}, "Mallory", "hi\n[12:00:00] Ada: I quit\n\tand\r\u2028[12:00:00] Bo: me too"))
	})
	want := "[03:04:05] Mallory: hi\n    | [12:00:00] Ada: I quit\n    | \tand\uFFFD\uFFFD[12:00:00] Bo: me too\n"
	if out != want {
		t.Errorf("printed %q, want %q", out, want)
	}
}

// TestStrangersDoNotSteerTheTerminal puts what a terminal obeys wherever a
// host or a member may put words.
func TestStrangersDoNotSteerTheTerminal(t *testing.T) {
	const evil = "a\x1b[2J\x1b]0;owned\a\u009b31m\u202eb\n[12:00:00] Ada: c\u2066\r\u2029"
	out, errs := printed(t, func(p *printer) {
		m := chat.Member{ID: chat.MemberID{1}, Name: evil}
		p.event(chat.Entered{Name: evil, Members: []chat.Member{m}})
		p.event(chat.Joined{Member: m})
		p.event(chat.Left{Member: m})
		p.event(chat.Declined{Refusal: chat.Refuse(chat.TextInvalid, evil)})
		p.event(said(m.ID, evil, strings.ReplaceAll(evil, "\n", "")))
		p.linked(vm.Linked{Link: vm.Reconnecting, Trouble: vm.Trouble{Kind: vm.OtherTrouble, Detail: evil}})
		p.end(fmt.Errorf("x: %w", chat.Refuse(chat.RoomFull, evil)), "Lab")
	})
	for stream, lines := range map[string]int{out: 1, errs: 6} {
		if strings.ContainsAny(stream, "\x1b\a\r\u009b\u202e\u2066\u2029") || strings.Count(stream, "\n") != lines {
			t.Errorf("%q has not %d harmless lines", stream, lines)
		}
	}
}

// TestNamesakes has people of one name, and such as look like one.
func TestNamesakes(t *testing.T) {
	ada, eve, bo := chat.MemberID{0xad, 0xa0, 0x01}, chat.MemberID{0xee, 0xee, 0x02}, chat.MemberID{0xb0, 0xb0, 0x03}
	out, errs := printed(t, func(p *printer) {
		p.event(chat.Entered{Name: "Lab", Members: []chat.Member{{ID: ada, Name: "Ada"}, {ID: bo, Name: "Bo"}}})
		p.event(said(ada, "Ada", "1"))
		p.event(chat.Joined{Member: chat.Member{ID: eve, Name: "ADA"}})
		p.event(said(eve, "ADA", "2"))
		p.event(said(ada, "Ada", "3"))
		p.event(chat.Left{Member: chat.Member{ID: eve, Name: "ADA"}})
		p.event(said(ada, "Ada", "4"))
		p.event(said(bo, "Bo", "5"))
		p.event(said(eve, "Bo#b0b003", "6"))
		p.event(chat.Entered{Name: "Lab", Members: []chat.Member{{ID: ada, Name: "Cy"}, {ID: bo, Name: "Cy"}}})
	})
	var who []string
	for line := range strings.Lines(out) {
		who = append(who, strings.Split(line, " ")[1])
	}
	if got, want := strings.Join(who, " "), "Ada: ADA#eeee02: Ada#ada001: Ada#ada001: Bo: Bo#b0b003#eeee02:"; got != want {
		t.Errorf("said by %s, want %s", got, want)
	}
	want := "In \"Lab\" with Ada, Bo.\nADA#eeee02 joined.\nADA#eeee02 left.\nIn \"Lab\" with Cy#ada001, Cy#b0b003.\n"
	if errs != want {
		t.Errorf("told %q, want %q", errs, want)
	}
}

// TestManyNames makes the terminal forget: then everybody new has a tag.
func TestManyNames(t *testing.T) {
	var n namesakes
	for i := range maxNames {
		n.meet(chat.MemberID{1}, fmt.Sprint(i))
	}
	if got := n.label(chat.MemberID{2}, "Ada"); got != "Ada#020000" {
		t.Errorf("one too many is called %q", got)
	}
	if got := n.label(chat.MemberID{1}, "7"); got != "7" {
		t.Errorf("who was known is called %q", got)
	}
}

// TestOwnFilesAreNotTheNetwork joins while a file of the profile cannot be
// written.
func TestOwnFilesAreNotTheNetwork(t *testing.T) {
	_, errs := printed(t, func(p *printer) {
		err := fmt.Errorf("x: %w", &fs.PathError{Op: "open", Path: "/profile/known_hosts", Err: fs.ErrPermission})
		if code := p.end(err, "Lab"); code != exitFailed {
			t.Errorf("it ends with %d", code)
		}
	})
	if !strings.Contains(errs, "/profile/known_hosts") || strings.Contains(errs, "broke") {
		t.Errorf("told %q", errs)
	}
}
