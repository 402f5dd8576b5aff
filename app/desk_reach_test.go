package app

import (
	"errors"
	"net"
	"net/netip"
	"testing"

	"landline/app/vm"
	"landline/netcore"
	"landline/netcore/chat"
)

func TestDialledBack(t *testing.T) {
	d, s := &Desk{}, &seat{session: newSession(seatConfig{})}
	name := "Lab"
	s.title.Store(&name)
	for outcome, want := range map[chat.DialBack]vm.Reached{
		chat.DialledBack:  {OK: true, By: "Lab", From: "192.168.1.21:7678"},
		chat.NobodyThere:  {By: "Lab", From: "192.168.1.21:7678", Trouble: vm.Trouble{Kind: vm.NobodyListens}},
		chat.NoAnswer:     {By: "Lab", From: "192.168.1.21:7678", Trouble: vm.Trouble{Kind: vm.NoAnswer}},
		chat.NoWay:        {By: "Lab", From: "192.168.1.21:7678", Trouble: vm.Trouble{Kind: vm.Unreachable}},
		chat.DialFailed:   {By: "Lab", From: "192.168.1.21:7678", Trouble: vm.Trouble{Kind: vm.Lost}},
		chat.AskLater:     {Trouble: vm.Trouble{Kind: vm.OtherTrouble}},
		chat.SameComputer: {Trouble: vm.Trouble{Kind: vm.OtherTrouble}},
	} {
		got := d.dialledBack(s, vm.Reached{Port: 7678}, chat.Reached{Port: 7678, Outcome: outcome, Address: "192.168.1.21"})
		if got.OK != want.OK || got.By != want.By || got.From != want.From || got.Trouble.Kind != want.Trouble.Kind || got.Sentence() == "" {
			t.Errorf("outcome %d: %+v, want %+v", outcome, got, want)
		}
	}
}

func TestUnasked(t *testing.T) {
	seen := make(map[string]bool)
	for _, err := range []error{errors.ErrUnsupported, netcore.ErrBusy, netcore.ErrClosed} {
		seen[unasked(err, "Lab").What()] = true
	}
	if len(seen) != 3 || seen[""] {
		t.Errorf("three reasons are told as %v", seen)
	}
}

func TestFromOutside(t *testing.T) {
	at := func(addr string) net.Addr { return net.TCPAddrFromAddrPort(netip.MustParseAddrPort(addr)) }
	for _, tt := range []struct {
		local, remote net.Addr
		want          string // empty: it is this computer
	}{
		{at("192.168.1.20:7678"), at("192.168.1.21:50000"), "192.168.1.20:7678"},
		{at("[::ffff:192.168.1.20]:7678"), at("[::ffff:192.168.1.21]:50000"), "192.168.1.20:7678"},
		{at("192.168.1.20:7678"), at("192.168.1.20:50000"), ""},
		{at("127.0.0.1:7678"), at("127.0.0.2:50000"), ""},
		{at("[::1]:7678"), at("[::1]:50000"), ""},
		{&net.UnixAddr{Net: "pipe", Name: "pipe"}, &net.UnixAddr{Net: "pipe", Name: "pipe"}, ""},
	} {
		got, ok := fromOutside(netcore.Socket{Local: tt.local, Remote: tt.remote})
		if ok != (tt.want != "") || ok && got.String() != tt.want {
			t.Errorf("%v from %v: %v, %v", tt.local, tt.remote, got, ok)
		}
	}
}
