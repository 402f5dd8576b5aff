package netcore_test

import (
	"errors"
	"io"
	"net"
	"testing"

	"landline/netcore"
	"landline/netcore/chat"
)

// probe tries one target and returns the one address that was tried.
func probe(t *testing.T, target netcore.Target) netcore.ProbedAddr {
	t.Helper()
	p := netcore.Probe(t.Context(), target, netcore.ClientConfig{Identity: newIdentity(t)})
	best, ok := p.Best()
	if p.Err != nil || !ok || len(p.Attempts) != 1 || p.Resolve != 0 {
		t.Fatalf("the probe of an address: %+v", p)
	}
	return best
}

func TestProbeReachesARoomAndTakesNoSeat(t *testing.T) {
	keeper := newIdentity(t)
	host, target := open(t, netcore.HostConfig{Identity: keeper, Room: chat.RoomID{1}, Name: "Lab"})
	got := probe(t, target)
	if got.Err != nil || got.TCP <= 0 || got.TLS <= 0 || got.Host != keeper.ID() {
		t.Errorf("the probe found %+v", got)
	}
	if seats := host.Seats(); len(seats) != 0 {
		t.Errorf("somebody sits in the room: %+v", seats)
	}
}

func TestProbeTellsHowFarItCame(t *testing.T) {
	ln, err := netcore.Listen(t.Context(), "127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	shut := targetOf(t, ln.Addr())
	_ = ln.Close()
	for name, c := range map[string]struct {
		target netcore.Target
		fault  netcore.DialFault
		tcp    bool
	}{
		"nobody listens": {shut, netcore.NobodyListens, false},
		"another program": {answerWith(t, func(conn net.Conn) {
			_, _ = conn.Write([]byte("220 mail.example ESMTP\r\n"))
			_, _ = io.Copy(io.Discard, conn)
		}), netcore.NotLandline, true},
	} {
		got := probe(t, c.target)
		var failed *netcore.DialError
		if !errors.As(got.Err, &failed) || failed.Fault != c.fault || (got.TCP > 0) != c.tcp || got.TLS != 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestProbeOfAKeyThatChanged(t *testing.T) {
	_, target := open(t, netcore.HostConfig{Identity: newIdentity(t), Room: chat.RoomID{1}, Name: "Lab"})
	p := netcore.Probe(t.Context(), target, netcore.ClientConfig{Identity: newIdentity(t), Pin: newIdentity(t).ID()})
	best, _ := p.Best()
	var failed *netcore.DialError
	if !errors.As(best.Err, &failed) || failed.Fault != netcore.KeyChanged || best.TCP == 0 {
		t.Errorf("the probe found %+v", best)
	}
}

func TestTheBestOfSeveralAddresses(t *testing.T) {
	failed := errors.New("no")
	for name, c := range map[string]struct {
		tries []netcore.ProbedAddr
		want  int
	}{
		"one that answers":    {[]netcore.ProbedAddr{{Err: failed}, {TCP: 9, TLS: 9}}, 1},
		"the fastest":         {[]netcore.ProbedAddr{{TCP: 9, TLS: 9}, {TCP: 5, TLS: 9}}, 1},
		"the furthest":        {[]netcore.ProbedAddr{{Err: failed}, {TCP: 5, Err: failed}}, 1},
		"it stays the first":  {[]netcore.ProbedAddr{{TCP: 5, Err: failed}, {TCP: 3, Err: failed}}, 0},
		"slow beats a failed": {[]netcore.ProbedAddr{{TCP: 90, TLS: 90}, {TCP: 5, Err: failed}}, 0},
	} {
		got, ok := netcore.Probed{Attempts: c.tries}.Best()
		if !ok || got != c.tries[c.want] {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if _, ok := (netcore.Probed{}).Best(); ok {
		t.Error("there is a best of none")
	}
}
