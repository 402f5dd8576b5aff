package vm

import (
	"strings"
	"testing"

	"landline/netcore/chat"
)

func TestComplete(t *testing.T) {
	d := &Desk{}
	d.Apply(noon, Named{ID: chat.MemberID{1}, Name: "Ada"}, Opened{Room: 1, Name: "Lab"},
		Happened{Room: 1, Event: chat.Entered{Name: "Lab", Epoch: chat.Epoch{1}, Members: []chat.Member{
			{ID: chat.MemberID{1}, Name: "Ada"}, {ID: chat.MemberID{2}, Name: "Bo Lindqvist"}, {ID: chat.MemberID{3}, Name: "Åsa"},
			{ID: chat.MemberID{4}, Name: "Cleo"}, {ID: chat.MemberID{5}, Name: "Cleo"},
		}}})
	for before, want := range map[string]string{
		"":                  "",
		"hello":             "",
		"hi @":              "3: Bo Lindqvist, Cleo #040000, Cleo #050000, Åsa",
		"@b":                "0: Bo Lindqvist",
		"@bo lin":           "0: Bo Lindqvist",
		"@lind":             "0: Bo Lindqvist",
		"@as":               "0: Åsa",
		"@Bo Lindqvist":     "",
		"@bo lindqvist and": "",
		"@ada":              "",
		"mail bo@le":        "",
		"meet @ five":       "",
		"@cleo\n":           "",
		":thumbs":           "0: thumbsup, thumbsdown",
		"10:30":             "",
		"so:thumbs":         "",
		":)":                "",
		":x":                "",
		"::thumbs":          "",
		": thumbs":          "",
		":qqqqqq":           "",
	} {
		list, from := d.Room(1).Complete(before)
		var labels []string
		for _, c := range list {
			labels = append(labels, c.Label)
		}
		got := strings.Join(labels, ", ")
		if len(list) > 0 {
			got = string(rune('0'+from)) + ": " + got
		}
		if got != want {
			t.Errorf("%q completes to %q, want %q", before, got, want)
		}
	}
}

func TestShortName(t *testing.T) {
	for before, want := range map[string]string{
		":tada:": "🎉", "well :+1:": "👍", ":TADA:": "🎉", "tada:": "", ":tada": "", "x:tada:": "", "::": "", ":no such:": "", "10:30:": "",
	} {
		got, from, ok := ShortName(before)
		if got != want || ok != (want != "") || ok && !strings.HasPrefix(before[from:], ":") {
			t.Errorf("%q is %q from %d, %v", before, got, from, ok)
		}
	}
}
