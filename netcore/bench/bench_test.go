package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"math"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"landline/netcore/chat"
	"landline/netcore/identity"
	"landline/netcore/wire"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestScannerFindsFramesHoweverTheyAreCut(t *testing.T) {
	stream := wire.Append(nil, wire.Ping{Token: 1})
	stream = wire.Append(stream, wire.Said{Seq: 1, Text: strings.Repeat("a", 300)})
	stream = wire.Append(stream, wire.Bye{})
	stream = wire.Append(stream, wire.Said{Seq: 2})
	want := []byte{byte(wire.KindPing), byte(wire.KindSaid), byte(wire.KindBye), byte(wire.KindSaid)}
	for size := 1; size <= len(stream); size++ {
		var s scanner
		var kinds []byte
		for piece := range slices.Chunk(stream, size) {
			if err := s.scan(piece, func(kind byte) { kinds = append(kinds, kind) }); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(kinds, want) {
			t.Fatalf("in pieces of %d: kinds %v, want %v", size, kinds, want)
		}
	}
}

func TestScannerRefusesWhatNoHostSends(t *testing.T) {
	for _, stream := range []string{"\x00\x00\x00\x00\x01", "\x00\x01\x00\x01\x01", "HTTP/1.0"} {
		var s scanner
		if s.scan([]byte(stream), func(byte) {}) == nil {
			t.Errorf("%q passed for frames", stream)
		}
	}
}

func TestSpeechSaysEachLineUnderAnIDOfItsOwn(t *testing.T) {
	s := newSpeech(1024)
	in := wire.NewReader(bytes.NewReader(s.next(nil, 3)))
	in.Widen()
	ids := map[chat.MessageID]bool{}
	for range 3 {
		f, err := in.Next()
		if err != nil {
			t.Fatal(err)
		}
		say, ok := f.(wire.Say)
		if !ok || len(say.Text) != 1024 || chat.CheckText(say.Text) != nil {
			t.Fatalf("said %+v", f)
		}
		ids[say.ID] = true
	}
	if len(ids) != 3 {
		t.Errorf("%d ids for 3 lines", len(ids))
	}
}

func TestQuantile(t *testing.T) {
	for _, test := range []struct {
		values []int
		q      float64
		want   int
	}{
		{[]int{7}, 0.5, 7},
		{[]int{3, 1, 2}, 0.5, 2},
		{[]int{5, 4, 3, 2, 1}, 0.99, 5},
		{[]int{5, 4, 3, 2, 1}, 1, 5},
	} {
		if got := quantile(test.values, test.q); got != test.want {
			t.Errorf("quantile(%v, %v) = %d, want %d", test.values, test.q, got, test.want)
		}
	}
}

func TestTableCountsWhatMisses(t *testing.T) {
	var out strings.Builder
	table := newTable(&out)
	for _, test := range []struct {
		figure figure
		want   string
	}{
		{figure{work: "shown only", ratio: 9}, ""},
		{figure{work: "fast enough", ratio: 0.6, target: atLeast(0.6)}, "ok"},
		{figure{work: "too slow", ratio: 0.5, target: atLeast(0.6)}, "MISS"},
		{figure{work: "too dear", ratio: 1.8, target: atMost(1.7)}, "MISS"},
		{figure{work: "nothing to compare with", ratio: math.NaN(), target: atMost(1.7)}, "MISS"},
		{figure{work: "slow as its disk", ratio: 4, target: atMost(3), open: "disk"}, "disk"},
		{figure{work: "fast on a slow disk", ratio: 2, target: atMost(3), open: "disk"}, "ok"},
	} {
		out.Reset()
		table.add(test.figure)
		fields := strings.Fields(out.String())
		if got := fields[len(fields)-1]; test.want != "" && got != test.want {
			t.Errorf("%q, want %s", out.String(), test.want)
		}
	}
	if table.end() || table.missed != 3 || table.open != 1 {
		t.Errorf("%d missed and %d open, want 3 and 1", table.missed, table.open)
	}
}

// flaky is a row of two figures, of which the second is another each time.
type flaky struct{ figures []figure }

func (*flaky) name() string { return "flaky" }

func (f *flaky) run(context.Context, *bed) ([]figure, error) {
	first, turn := figure{work: "first", ratio: float64(5 - len(f.figures)), target: atMost(1)}, f.figures[0]
	f.figures = f.figures[1:]
	return []figure{first, turn}, nil
}

// TestWhatIsLeftOpenIsMeasuredAgain has a row that the machine left open count
// once: as it is when the machine allows it, whatever else is measured with it.
func TestWhatIsLeftOpenIsMeasuredAgain(t *testing.T) {
	open := figure{ratio: 4, target: atMost(3), open: "disk"}
	met, miss := figure{ratio: 2, target: atMost(3)}, figure{ratio: 4, target: atMost(3)}
	for name, test := range map[string]struct {
		turns              []figure // the first figure is met in the first of four turns, and missed in others
		left, missed, open int
	}{
		"met at once":            {[]figure{met, miss, miss, miss}, 3, 0, 0},
		"missed at once":         {[]figure{miss, met, met, met}, 3, 1, 0},
		"met in the end":         {[]figure{open, open, met, miss}, 1, 0, 0},
		"missed in the end":      {[]figure{open, open, miss, met}, 1, 1, 0},
		"open as often as tried": {[]figure{open, open, open, open}, 0, 0, 1},
	} {
		table, row := newTable(io.Discard), &flaky{test.turns}
		if err := table.measure(t.Context(), nil, []workload{row}); err != nil {
			t.Fatal(err)
		}
		if len(row.figures) != test.left || table.missed != test.missed || table.open != test.open {
			t.Errorf("%s: %d turns left, %d missed, %d open", name, len(row.figures), table.missed, table.open)
		}
	}
}

func TestReportsOfChildren(t *testing.T) {
	report := []byte("size of history.db    123.4 MiB\na rare word      1.50     0.75       10\na rare word in one room  9.00 8.00 5\n")
	if took, ok := reported(report, "a rare word"); !ok || took != 750*time.Microsecond {
		t.Errorf("reported %v, %v", took, ok)
	}
	if took, ok := reported(report, "a common word"); ok {
		t.Errorf("reported %v of what is not there", took)
	}
	took, err := nanosecondsPerOp([]byte("goos: linux\nBenchmarkTranscriptOpen100k-2  20  5731234 ns/op\nPASS\n"))
	if err != nil || took != 5731234 {
		t.Errorf("%v per operation, %v", took, err)
	}
	if _, err := nanosecondsPerOp([]byte("PASS\n")); err == nil {
		t.Error("a report without a benchmark had a duration")
	}
}

// TestBroadcasterOutlivesWhoNeverReads has one of three clients read nothing
// until it leaves: the others hear everything, in order, byte for byte.
func TestBroadcasterOutlivesWhoNeverReads(t *testing.T) {
	var b broadcaster
	var served sync.WaitGroup
	dial := func() *tls.Conn {
		near, far := net.Pipe()
		host, err := identity.New()
		if err != nil {
			t.Fatal(err)
		}
		served.Go(func() { b.serve(tls.Server(far, host.ServerTLS(alpn))) })
		conn := tls.Client(near, host.ClientTLS(host.ID(), alpn))
		if _, err := conn.Read(make([]byte, len(greeting))); err != nil {
			t.Fatal(err)
		}
		return conn
	}
	author, listener, stuck := dial(), dial(), dial()
	s := newSpeech(100)
	want := s.next(nil, 3*ahead)
	var hears sync.WaitGroup
	for _, c := range []*tls.Conn{author, listener} {
		hears.Go(func() {
			got := make([]byte, len(want))
			for n := 0; n < len(got); {
				more, err := c.Read(got[n:])
				if err != nil {
					t.Error(err)
					return
				}
				n += more
			}
			if !bytes.Equal(got, want) {
				t.Error("heard something else than was said")
			}
		})
	}
	hears.Go(func() {
		if _, err := author.Write(want); err != nil {
			t.Error(err)
		}
	})
	_ = stuck.NetConn().Close() // at some point of this
	hears.Wait()
	_, _ = author.NetConn().Close(), listener.NetConn().Close()
	served.Wait()
}

// TestGatheredMembersAreThere has an author be there to speak as soon as a crowd
// is gathered, time and again.
func TestGatheredMembersAreThere(t *testing.T) {
	host, err := identity.New()
	if err != nil {
		t.Fatal(err)
	}
	ln, err := tls.Listen("tcp4", "127.0.0.1:0", host.ServerTLS(alpn))
	if err != nil {
		t.Fatal(err)
	}
	var b broadcaster
	var served sync.WaitGroup
	served.Go(func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			served.Go(func() { b.serve(conn.(*tls.Conn)) }) //nolint:forcetypeassert // a TLS listener
		}
	})
	defer served.Wait()
	defer ln.Close()
	s := &server{key: host.ID(), counts: byte(wire.KindSay), addr: netip.MustParseAddrPort(ln.Addr().String())}
	for range 20 {
		c, err := gather(t.Context(), s, []*identity.Identity{host}, 1)
		if err != nil {
			t.Fatal(err)
		}
		if author := c.author(); author == nil || author.lines.Load() != 0 {
			t.Error("a crowd was gathered without its author")
		}
		c.leave()
	}
}
