package netcore

import (
	"context"
	"testing"

	"landline/netcore/chat"
)

// TestNothingOvertakesAtTheEnd hands lines over to a room that closes: what is
// taken is what was said first, without a hole.
func TestNothingOvertakesAtTheEnd(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	const lines = 200
	p := &peer{host: &Host{inbox: make(chan []claim, lines)}}
	for seq := range uint64(lines) {
		if seq == lines/2 {
			stop()
		}
		p.said = append(newClaims(), claim{message: chat.Message{Seq: seq + 1}})
		_ = p.handOver(ctx) // as the reader does before it waits for the network
	}
	stop()
	close(p.host.inbox)
	next := uint64(1)
	for said := range p.host.inbox {
		if seq := said[0].message.Seq; seq != next {
			t.Fatalf("line %d was taken where %d was next", seq, next)
		}
		next++
	}
	if next <= lines/2 {
		t.Errorf("%d lines were taken of the %d that came before the end", next-1, lines/2)
	}
}
