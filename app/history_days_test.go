package app_test

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"landline/netcore/chat"
	"landline/netcore/history"
)

// TestSearchByDaysWithoutMidnight searches by the day on which the clocks of
// Santiago go from 24:00 to 01:00.
func TestSearchByDaysWithoutMidnight(t *testing.T) {
	const place = "America/Santiago"
	if _, err := time.LoadLocation(place); err != nil || runtime.GOOS == "windows" {
		t.Skip("a program cannot be told that it is there")
	}
	dir := t.TempDir()
	store, err := history.Open(dir, history.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log, err := store.Log(chat.NewRoomID(), "Lab")
	if err != nil {
		t.Fatal(err)
	}
	shift := time.Date(2026, 9, 6, 4, 0, 0, 0, time.UTC)
	late := chat.Message{ID: chat.NewMessageID(), From: chat.MemberID{'A'}, Name: "Ada", Text: "late", At: shift.Add(-time.Minute)}
	early := chat.Message{ID: chat.NewMessageID(), From: late.From, Name: late.Name, Text: "early", At: shift}
	if _, err := log.Append([]chat.Message{late, early}); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ flag, day, want, not string }{
		{"--since", "2026-09-06", "early", "late"},
		{"--until", "2026-09-05", "late", "early"},
	} {
		cmd := program(t, nil, "search", test.flag, test.day, "--profile", dir)
		cmd.Env = append(cmd.Env, "TZ="+place)
		var out strings.Builder
		cmd.Stdout, cmd.Stdin = &out, strings.NewReader("")
		p := startPlain(t, cmd)
		if _, code := p.rest(); code != 0 {
			t.Fatalf("%s %s ended with %d: %s", test.flag, test.day, code, p.stderr.String())
		}
		if got := out.String(); !strings.Contains(got, test.want) || strings.Contains(got, test.not) {
			t.Errorf("%s %s finds %q, want the line %q alone", test.flag, test.day, got, test.want)
		}
	}
}
