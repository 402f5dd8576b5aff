package vm

import (
	"strings"
	"testing"
	"time"
)

func TestPortRange(t *testing.T) {
	for port, want := range map[int]string{
		0: "well-known", 1023: "well-known", 1024: "registered", 7678: "registered",
		49151: "registered", 49152: "dynamic", 65535: "dynamic",
	} {
		if got := PortRange(port); got != want {
			t.Errorf("port %d is %s, want %s", port, got, want)
		}
	}
}

func TestPortsOfAConnection(t *testing.T) {
	c := Connection{Local: "192.0.2.1:7678", Remote: "[2001:db8::1]:52114", Inward: true}
	if got := c.Ports(); got != "They dialled our port 7678; their system picked 52114 for this one connection." {
		t.Errorf("inward: %q", got)
	}
	c.Inward = false
	if got := c.Ports(); got != "We dialled their port 52114; this system picked 7678 for this one connection." {
		t.Errorf("outward: %q", got)
	}
	l := ListeningSocket{Network: "tcp", Local: "[::]:80"}
	if got := l.Ports(); !strings.Contains(got, "80, a well-known port") {
		t.Errorf("listening: %q", got)
	}
	l = ListeningSocket{Network: "udp", Local: "0.0.0.0:7678"}
	if got := l.Ports(); !strings.Contains(got, "announcements") {
		t.Errorf("udp: %q", got)
	}
}

func TestWords(t *testing.T) {
	for _, test := range []struct{ got, want string }{
		{Distance(0), ""},
		{Distance(400 * time.Microsecond), "<1 ms"},
		{Distance(2600 * time.Microsecond), "3 ms"},
		{RoundTrip(0), "not measured yet"},
		{RoundTrip(640 * time.Microsecond), "0.6 ms"},
		{RoundTrip(18 * time.Millisecond), "18 ms"},
		{Bytes(999), "999 B"},
		{Bytes(12_345), "12.3 kB"},
		{Bytes(4_567_890), "4.6 MB"},
		{Bytes(7_000_000_000), "7.0 GB"},
		{Age(noon.Add(-5*time.Second), noon), "5 s"},
		{Age(noon.Add(-61*time.Second), noon), "1 min 1 s"},
		{Age(noon.Add(-3*time.Hour), noon), "3 h 0 min"},
		{Age(noon.Add(-50*time.Hour), noon), "2 d 2 h"},
		{Age(noon.Add(time.Hour), noon), "0 s"},
		{Found{MDNS: true, Presence: true}.Via(), "mDNS + presence"},
		{Found{Presence: true}.Via(), "presence"},
		{People(1), "1 person"},
		{People(0), "0 people"},
	} {
		if test.got != test.want {
			t.Errorf("said %q, want %q", test.got, test.want)
		}
	}
}

func TestNotice(t *testing.T) {
	d := seated()
	if _, ok := d.Room(1).Notice(); ok {
		t.Error("a notice although all is well")
	}
	next := time.Date(2026, 3, 5, 12, 0, 8, 0, time.Local)
	d.Apply(noon, Linked{Room: 1, Link: Reconnecting, Trouble: Trouble{Kind: NoAnswer, Target: "lab:7678"}, Retry: next})
	n, ok := d.Room(1).Notice()
	if !ok || n.Remedy != DialNow || !strings.HasPrefix(n.What, "No answer from lab:7678") || !strings.HasSuffix(n.Advice, "next at 12:00:08.") {
		t.Errorf("reconnecting: %+v, %v", n, ok)
	}
	d.Apply(noon, Linked{Room: 1, Link: Ended, Trouble: Trouble{Kind: KeyChanged, Target: "lab:7678", Known: "aa", Given: "bb"}})
	if n, _ = d.Room(1).Notice(); n.Remedy != TrustNew || n.Known != "aa" || n.Given != "bb" {
		t.Errorf("key changed: %+v", n)
	}
	d.Apply(noon, Linked{Room: 1, Link: Ended})
	if n, _ = d.Room(1).Notice(); n.What == "" {
		t.Error("a room that ended says nothing")
	}
}

func TestNoticesAreShort(t *testing.T) {
	d := seated()
	d.Apply(noon, Linked{Room: 1, Link: Ended, Trouble: Trouble{Kind: RoomRefused, Detail: strings.Repeat("é", 5000)}})
	if n, _ := d.Room(1).Notice(); len([]rune(n.What)) != maxSentence+1 {
		t.Errorf("a refusal of 5000 letters takes %d", len([]rune(n.What)))
	}
}

func TestEveryTroubleSpeaks(t *testing.T) {
	for kind := NobodyListens; kind < OtherTrouble; kind++ {
		trouble := Trouble{Kind: kind, Target: "lab", Port: 7678, Next: 7679, Detail: "why"}
		if trouble.What() == "why" || !strings.HasSuffix(trouble.What(), ".") {
			t.Errorf("trouble %d says %q", kind, trouble.What())
		}
	}
}
