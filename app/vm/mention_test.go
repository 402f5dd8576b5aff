package vm

import (
	"strings"
	"testing"

	"landline/netcore/chat"
)

func TestMayCall(t *testing.T) {
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
		{"@kai", "\u212aai", true}, // the sign of the kelvin
		{"@\u212aai", "kai", true},
		{"@@Ada", "Ada", true},
		{"x@Ada @Ada", "Ada", true},
		{"@Ad", "Ada", false},
		{"@", "", false},
		{"", "Ada", false},
	} {
		if got := mayCall(c.text, c.name); got != c.want {
			t.Errorf("mayCall(%q, %q) = %v", c.text, c.name, got)
		}
	}
}

// TestWhomALineCalls has lines name this person, Ada, and others. Who is alerted of
// mentions alone is told of the lines in which the transcript marks their name.
func TestWhomALineCalls(t *testing.T) {
	for _, c := range []struct {
		text string
		want bool
	}{
		{"@Ada can you look?", true},
		{"@ada", true},
		{"**@Ada**, look", true},
		{"@Ada Lovelace can you look?", false},
		{"@Ada Lovelace and @Ada, can you look?", true},
		{"@Ada Lovelaces", true},
		{"`@Ada` is how it is written", false},
		{"```\n@Ada\n```", false},
		{"x@Ada", false},
		{"@Adam", false},
	} {
		d := seated()
		room(d, chat.Joined{Member: chat.Member{ID: other, Name: "Ada Lovelace"}})
		d.Apply(noon, Tuned{Room: 1, Alerts: AlertMentions})
		d.Watch(false)
		room(d, said(1, c.text))
		r := d.Room(1)
		marked := false
		at, _ := r.lines.Ordinal(1)
		for _, block := range r.Row(at, noon).Body.Blocks {
			for _, phrase := range block.Phrases {
				marked = marked || phrase.Style&Calling != 0
			}
		}
		if alerts, _, _ := d.Alerts(noon); marked != c.want || len(alerts) > 0 != c.want {
			t.Errorf("%q: marked %v, %d alerts, want %v", c.text, marked, len(alerts), c.want)
		}
	}
}

// TestWhoIsHereIsCalledFirst has somebody pass through under a name that begins as
// Ada's does and goes on as people do who speak to her.
func TestWhoIsHereIsCalledFirst(t *testing.T) {
	d, guest := seated(), visitor(77, "Ada please")
	d.Apply(noon, Tuned{Room: 1, Alerts: AlertMentions})
	d.Watch(false)
	calls := func(seq uint64, text string, want int) {
		t.Helper()
		room(d, said(seq, text))
		if n := d.Room(1).summons.named.lines; n != want {
			t.Errorf("after %q %d lines speak to Ada, want %d", text, n, want)
		}
	}
	room(d, chat.Joined{Member: guest})
	calls(1, "@Ada please look", 0)
	room(d, chat.Left{Member: guest})
	calls(2, "@Ada please look", 1)
	calls(3, "@Bo look", 1)
	if length, _ := d.Room(1).names("Ada please look"); length != len("Ada") {
		t.Errorf("%d letters name somebody", length)
	}
	room(d, chat.Left{Member: boAsBo}, chat.Joined{Member: visitor(78, "Bo Diddley")})
	if length, _ := d.Room(1).names("Bo look"); length != len("Bo") {
		t.Error("nobody is named by the name of who was here")
	}
}

// TestAFloodOfNamesIsNotRead has texts that may name this person come faster than
// they are read: they count as if they did, until the flood is over.
func TestAFloodOfNamesIsNotRead(t *testing.T) {
	d := seated()
	d.Watch(false)
	r := d.Room(1)
	code := "`@Ada` " + strings.Repeat("x", maxHearing/8-7)
	for i := range 8 {
		if room(d, said(uint64(i+1), code)); r.summons.named.lines != 0 {
			t.Fatalf("%d of %d lines speak to Ada", r.summons.named.lines, i+1)
		}
	}
	if room(d, said(9, code)); r.summons.named.lines != 1 {
		t.Errorf("%d lines are taken to speak to Ada, want 1", r.summons.named.lines)
	}
	d.Apply(noon.Add(alertPace), Happened{Room: 1, Event: said(10, code)})
	if r.summons.named.lines != 1 {
		t.Errorf("after the flood %d lines are taken to speak to Ada, want 1", r.summons.named.lines)
	}
}

// TestAnswerToALineAbove has an answer to an own line that the view does not have come
// into a room of which this person wants to hear mentions alone.
func TestAnswerToALineAbove(t *testing.T) {
	for _, answers := range []bool{true, false} {
		d := seated()
		d.Apply(noon, Tuned{Room: 1, Alerts: AlertMentions})
		d.Watch(false)
		answer := said(1, "yes")
		answer.About = chat.Ref{Seq: 7, ID: chat.MessageID{7, 1}}
		d.Apply(noon, Happened{Room: 1, Event: answer, Answers: answers})
		if told, _, _ := d.Alerts(noon); (len(told) == 1) != answers {
			t.Errorf("of an answer to me, %v, is told %v", answers, told)
		}
	}
}
