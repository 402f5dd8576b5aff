package vm

import (
	"slices"
	"testing"
	"time"

	"landline/netcore/chat"
)

func TestWhatTheDoctorKnows(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	var d Desk
	if _, known := d.Diagnosis(); known {
		t.Error("a diagnosis is known before there is one")
	}
	d.Apply(now, Diagnosis{At: now, Report: "all is well\n"})
	if got, known := d.Diagnosis(); !known || got.Report != "all is well\n" {
		t.Errorf("the diagnosis is %+v", got)
	}
	if _, known := d.Probed(); known || d.DoctorReport() != "all is well\n" {
		t.Errorf("the report is %q", d.DoctorReport())
	}
	d.Apply(now,
		Probed{Target: "lab", Steps: []ProbeStep{
			{Kind: Lookup, At: "lab", Found: []string{"10.0.0.1", "10.0.0.2"}},
			{Kind: Connect, At: "10.0.0.1:7678", Trouble: Trouble{Kind: NobodyListens, Target: "10.0.0.1:7678", Port: 7678}},
		}},
		Reached{Room: 1, Port: 7678, By: "Bo", OK: true})
	const want = "all is well\n\nThe room at lab can be reached.\n  + lab is 10.0.0.1, 10.0.0.2.\n" +
		"  ! The computer at 10.0.0.1:7678 answered, but no room is open on port 7678.\n\n" +
		"Another computer could dial this computer at port 7678. Others can reach it.\n"
	if got := d.DoctorReport(); got != want {
		t.Errorf("the report is\n%s\nwant\n%s", got, want)
	}
	d.ForgetProbe()
	d.ForgetReached()
	_, probed := d.Probed()
	_, reached := d.Reached()
	if probed || reached {
		t.Error("what was forgotten is known still")
	}
}

// TestTheDoctorNamesNobody sends what became of a dial-back to somebody who helps.
func TestTheDoctorNamesNobody(t *testing.T) {
	told := Trouble{Kind: OtherTrouble, Target: "Grace’s lab", Detail: "The host of “Grace’s lab” has an older Landline, which cannot dial back."}
	for _, c := range []struct {
		event Event
		want  string
	}{
		{Reached{Room: 1, By: "Grace Hopper", OK: true, From: "10.0.0.1:7678"}, "Another computer could dial this computer at 10.0.0.1:7678. Others can reach it.\n"},
		{Reached{Room: 1, By: "Grace Hopper", Port: 9, Trouble: Trouble{Kind: NoAnswer}}, "Another computer got no answer from this computer at port 9: its firewall lets nobody in.\n"},
		{Reached{Room: 1, Trouble: told}, "The host of “…” has an older Landline, which cannot dial back.\n"},
		{Probed{Target: "lab", Trouble: Trouble{Kind: OwnFiles, Detail: "open /home/grace/.local/known_hosts: permission denied"}},
			"Landline cannot use its own files: open ~/.local/known_hosts: permission denied.\n"},
	} {
		var d Desk
		d.Apply(time.Now(), c.event)
		if got := d.DoctorReport(); got != "\n"+c.want {
			t.Errorf("the report is %q, want %q", got, c.want)
		}
	}
	var d Desk
	d.Apply(time.Now(), Reached{Room: 1, Trouble: told})
	if r, _ := d.Reached(); r.Sentence() != told.Detail {
		t.Errorf("on the screen it is %q", r.Sentence())
	}
}

func TestAskings(t *testing.T) {
	seated := func(key Key, hosting bool, addresses ...string) []Event {
		return []Event{Opened{Room: key, Name: "room", Hosting: hosting}, Listening{Room: key, Addresses: addresses}, Linked{Room: key, Link: Seated}}
	}
	for name, c := range map[string]struct {
		events []Event
		want   []Asking
	}{
		"no room":        {nil, nil},
		"a guest":        {seated(1, false, "10.0.0.9:9000"), []Asking{{1, "room", 7678, false}}},
		"a host":         {seated(1, true, "10.0.0.1:9000"), []Asking{{1, "room", 9000, true}}},
		"a host of IPv6": {seated(1, true, "[fe80::1%eth0]:9001"), []Asking{{1, "room", 9001, true}}},
		"both": {slices.Concat(seated(1, false, "10.0.0.9:1"), seated(2, true, "10.0.0.1:9000"), seated(3, true, "10.0.0.1:9001")),
			[]Asking{{2, "room", 9000, true}, {3, "room", 9001, true}, {1, "room", 9000, false}}},
		"not connected": {[]Event{Opened{Room: 1, Name: "room"}}, nil},
		"not open yet":  {seated(1, true), nil},
	} {
		var d Desk
		d.Apply(time.Now(), c.events...)
		if got := d.Askings(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func TestSentencesOfTheDoctor(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	heard := Radio{Used: true, Sent: 3, Heard: 7, Own: 3, Last: now.Add(-2 * time.Second)}
	for got, want := range map[string]string{
		heard.Counts(now):                                                   "3 sent · 3 heard of this computer, 4 of others, the last 2 s ago",
		Radio{Used: true, Sent: 3}.Counts(now):                              "3 sent · 0 heard of this computer, none of others",
		Radio{}.Counts(now):                                                 "not used here",
		Radio{Used: true, Fault: "no route"}.Counts(now):                    "nothing can be sent: no route",
		Firewall{Active: true}.State():                                      "on",
		Firewall{}.State():                                                  "off",
		ProbeStep{Kind: Connect, At: "a:1", Took: 2e6}.Sentence():           "a:1 answers over TCP, in 2.0 ms.",
		Reached{By: "Bo", Port: 9, Trouble: Trouble{Kind: Lost}}.Sentence(): "Bo could not dial this computer at port 9.",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	key := chat.MemberID{0xab, 0xcd}
	if got := (ProbeStep{Kind: Hello, At: "a:1", Key: key}).Sentence(); got[:60] != "A room of Landline listens at a:1. Its key is abcd 0000 0000"[:60] {
		t.Errorf("says %q", got)
	}
	for _, kind := range []Adapter{Wired, Wireless, Mobile, Bluetooth, Bridge, VPN, Container, Hypervisor, PeerToPeer, SelfOnly, OtherAdapter} {
		if kind.Words() == "" || kind.Virtual() != slices.Contains([]Adapter{VPN, Container, Hypervisor}, kind) {
			t.Errorf("%q: %q", kind, kind.Words())
		}
	}
}
