package netcore_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/wire"
)

// TestTogether has lines that came together go into the log together, in their
// order, and none of them wait for more.
func TestTogether(t *testing.T) {
	const inOneRecord = 20 // TLS begins with records of one packet each
	for _, lines := range []int{1, inOneRecord, 63, 64, 65, 300} {
		t.Run(fmt.Sprint(lines), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newShelf(0)
				l := newLab(t, netcore.HostConfig{Limits: netcore.Limits{Rate: -1}, Log: s})
				defer l.stop()
				conn, in := l.sitRaw("10.0.0.2", "Ada")
				defer conn.Close()
				var frames []byte
				for i := range lines {
					frames = wire.Append(frames, wire.Say{ID: chat.NewMessageID(), Text: fmt.Sprint(i)})
				}
				begin := time.Now()
				if _, err := conn.Write(frames); err != nil {
					t.Fatal(err)
				}
				for i := range lines {
					if said := nextFrame[wire.Said](t, in); said.Text != fmt.Sprint(i) {
						t.Fatalf("line %d is %q", i, said.Text)
					}
				}
				if took := time.Since(begin); took > 0 {
					t.Errorf("the lines took %v where nothing does", took)
				}
				s.mu.Lock()
				defer s.mu.Unlock()
				if s.steps > 1 && lines <= inOneRecord {
					t.Errorf("%d lines that came together took %d steps", lines, s.steps)
				}
			})
		})
	}
}

// TestSlowDiskIsNoSilence has a step to the disk take longer than anybody may be
// silent, while so many talk that they have to wait for it: nobody is taken for
// gone, and no line is lost.
func TestSlowDiskIsNoSilence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newShelf(0)
		gate := make(chan struct{})
		s.hold(gate)
		l := newLab(t, netcore.HostConfig{Log: s, Limits: netcore.Limits{Rate: -1}})
		defer l.stop()
		const talkers, each = 4, 100
		clients := make([]*netcore.Client, talkers)
		for i := range clients {
			clients[i] = l.join(fmt.Sprintf("10.0.0.%d", i+2), "Ada")
			defer clients[i].Close()
		}
		for n := range each {
			for _, c := range clients {
				if err := c.Say(chat.NewMessageID(), fmt.Sprint(n)); err != nil {
					t.Fatal(err)
				}
			}
			synctest.Wait() // each line comes by itself
		}
		time.Sleep(time.Minute)
		s.hold(nil)
		close(gate)
		for _, c := range clients {
			hears(t, c, 1, talkers*each)
		}
	})
}
