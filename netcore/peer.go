package netcore

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"landline/netcore/chat"
	"landline/netcore/wire"
)

// errTooSlow is the end of a member whose queue was full.
var errTooSlow = errors.New("netcore: the member read too slowly")

// errBye is the end of a member who left on purpose.
var errBye = errors.New("netcore: the member left")

// peer is the host's end of one connection.
type peer struct {
	*link
	host    *Host
	id      chat.MemberID
	here    bool          // in this process, through a pipe
	rate    *rate.Limiter // nil: no limit
	renames *rate.Limiter // of new names; nil before the first; owned by the reader
	passed  *lock         // at the door; nil before
	said    []claim       // read, and not handed to host.inbox yet; owned by the reader

	// Guarded by host.mu:
	member     chat.Member
	live       bool   // new messages go straight to the queue
	after      uint64 // until then: the last message read from the log
	held       bool   // frames wait in the queue to be released
	slow       bool
	receipts   bool   // wants to hear how far others have the log
	refused    uint64 // messages that could not be kept
	away       bool   // sent out: the seat is taken away, and nothing more is heard or told
	place      wire.Place
	sat        time.Time // when the place was told
	person     *person
	status     chat.Status // what was said from this seat
	stated     uint64      // numbers the statuses of the room; 0 where nothing was said
	sociable   bool        // wants to hear of presence and typing
	introduced bool        // was told of those that are here
}

func (h *Host) newPeer(conn *tls.Conn, raw *meter, id chat.MemberID) *peer {
	p := &peer{link: newLink(conn, raw, h.cfg.Pace, h.cfg.Limits.QueueBytes), host: h, id: id, here: raw.LocalAddr().Network() == "pipe"}
	p.small = rate.NewLimiter(smallRate, smallBurst)
	if h.cfg.Limits.Rate > 0 {
		p.rate = rate.NewLimiter(rate.Limit(h.cfg.Limits.Rate), h.cfg.Limits.Burst)
	}
	return p
}

// push queues a frame, or sends the member away where it does not fit. One who
// is leaving already gets nothing more. host.mu is held.
func (p *peer) push(frame []byte) {
	if errors.Is(p.out.push(frame), errFull) {
		p.slow = true
		p.cut()
	}
}

// hereLater is how long a seat in this process waits for a line, or for some
// together. What it does with them is work on this computer, which everybody
// else would wait for; and nobody sees that it is so much later.
const hereLater = 8 * time.Millisecond

// hold is push, for a frame that can wait for hereLater: with whatever is pushed
// meanwhile it goes at once. host.mu is held.
func (p *peer) hold(frame []byte) {
	if errors.Is(p.out.add(frame), errFull) {
		p.slow = true
		p.cut()
		return
	}
	if !p.held {
		p.held = true
		time.AfterFunc(hereLater, p.release)
	}
}

func (p *peer) release() {
	p.host.mu.Lock()
	defer p.host.mu.Unlock()
	p.held = false
	p.out.ring()
}

// stay serves the seat until the connection ends, and says why it did. Both
// of its goroutines have ended when it returns.
func (p *peer) stay(ctx context.Context) error {
	var writer sync.WaitGroup
	defer writer.Wait()
	writer.Go(func() {
		if p.write(p.replay()) != nil || p.conn.CloseWrite() != nil {
			p.cut()
		}
	})
	p.raw.dry = func() {
		if len(p.said) > 0 {
			_ = p.handOver(ctx) // what is read behind it fails likewise
			p.extend()          // while it waited for the log, the member was not silent
		}
	}
	err := p.read(func(f wire.Frame) error { return p.handle(ctx, f) })
	p.raw.dry = nil
	_ = p.handOver(ctx)
	switch {
	case brokeProtocol(err):
		p.part(chat.Refuse(chat.ProtocolBroken, err.Error()))
		_, _ = io.CopyN(io.Discard, p.raw, 1<<20) // as in farewell
	case ctx.Err() != nil && errors.Is(err, ctx.Err()): // closing, while the member had to wait
		p.part(chat.Refusal{Code: chat.Closing})
		_, _ = io.CopyN(io.Discard, p.raw, 1<<20)
	default:
		p.cut()
	}
	if p.fellBehind() {
		return errTooSlow
	}
	return err
}

// part ends the stay with a reason, and gives the member a moment to read it.
func (p *peer) part(why chat.Refusal) {
	p.finish(wire.Refused{Code: why.Code, Detail: why.Detail}, linger)
}

func (p *peer) fellBehind() bool {
	p.host.mu.Lock()
	defer p.host.mu.Unlock()
	return p.slow
}

// handle takes one frame of a seated member.
func (p *peer) handle(ctx context.Context, f wire.Frame) error {
	switch f := f.(type) {
	case wire.Say:
		if err := p.throttle(ctx); err != nil {
			return err
		}
		return p.say(ctx, f)
	case wire.Have:
		p.host.received(p, f.Seq)
		return nil
	case wire.Fetch:
		if f.Where < chat.Before || f.Where > chat.Around {
			return fmt.Errorf("%w: %d is no place in the log", ErrProtocol, f.Where)
		}
		if err := p.throttle(ctx); err != nil {
			return err
		}
		if err := p.handOver(ctx); err != nil {
			return err
		}
		return p.fetch(ctx, f)
	case wire.Present:
		return p.host.present(p, f)
	case wire.Types:
		p.host.types(p)
		return nil
	case wire.Rename:
		return p.rename(ctx, f)
	case wire.Reach:
		return p.host.reach(p, f)
	case wire.Bye:
		return errBye
	default:
		return fmt.Errorf("%w: a member may not send frame kind %d", ErrProtocol, f.Kind())
	}
}

// throttle waits where the member talks faster than the room allows: the host
// simply reads that member more slowly, and nothing is lost.
func (p *peer) throttle(ctx context.Context) error {
	if p.rate == nil {
		return nil
	}
	wait := p.rate.Reserve().Delay()
	if wait <= 0 {
		return nil
	}
	if err := p.handOver(ctx); err != nil {
		return err
	}
	if !sleep(ctx, wait) {
		return ctx.Err()
	}
	return nil
}

// say checks a message and puts it to those that are handed over together.
func (p *peer) say(ctx context.Context, f wire.Say) error {
	m, ok := p.allowed(f)
	if !ok {
		return nil
	}
	if p.said == nil {
		p.said = newClaims()
	}
	p.said = append(p.said, claim{from: p, message: m, heard: f.Heard})
	if len(p.said) < cap(p.said) {
		return nil
	}
	return p.handOver(ctx)
}

// handOver puts what was said among the messages that wait for the log. It waits
// where these are many: the host reads its members more slowly then. It is
// called before anything that may take time, the network above all, so that
// lines that came together are handed over together and no line waits for
// another one. Once ctx has ended nothing is taken any more: not one line behind
// another that was not.
func (p *peer) handOver(ctx context.Context) error {
	if len(p.said) == 0 {
		return nil
	}
	said := p.said
	p.said = nil
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case p.host.inbox <- said:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// allowed asks the room; a no goes back to the member.
func (p *peer) allowed(f wire.Say) (m chat.Message, ok bool) {
	h := p.host
	h.mu.Lock()
	defer h.mu.Unlock()
	deed, err := deedOf(f)
	if err == nil {
		m, err = h.room.Say(p.member, f.ID, f.Text, deed, believable(time.Now()))
	}
	if err != nil {
		refusal, _ := chat.AsRefusal(err)
		p.decline(f.ID, refusal)
		return m, false
	}
	p.person.typed = time.Time{}
	return m, true
}

// decline tells a member that a message was not taken. host.mu is held.
func (p *peer) decline(id chat.MessageID, refusal chat.Refusal) {
	p.push(wire.Append(nil, wire.Declined{ID: id, Code: refusal.Code, Detail: refusal.Detail}))
}
