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

// page is how many messages are read from the log at a time for a member who
// is catching up.
const page = 64

// errTooSlow is the end of a member whose queue was full.
var errTooSlow = errors.New("netcore: the member read too slowly")

// errBye is the end of a member who left on purpose.
var errBye = errors.New("netcore: the member left")

// peer is the host's end of one connection.
type peer struct {
	*link
	host *Host
	id   chat.MemberID
	rate *rate.Limiter // nil: no limit

	// Guarded by host.mu:
	member chat.Member
	live   bool   // new messages go straight to the queue
	after  uint64 // until then: the last message read from the log
	slow   bool
}

func (h *Host) newPeer(conn *tls.Conn, raw *meter, id chat.MemberID) *peer {
	p := &peer{link: newLink(conn, raw, h.cfg.Pace, h.cfg.Limits.QueueBytes), host: h, id: id}
	if h.cfg.Limits.Rate > 0 {
		p.rate = rate.NewLimiter(rate.Limit(h.cfg.Limits.Rate), h.cfg.Limits.Burst)
	}
	return p
}

// seat gives p a place in the room: it queues what p has to know first, and
// tells the others.
func (h *Host) seat(p *peer, hello wire.Hello) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	member, fresh, err := h.room.Join(p.id, hello.Name)
	if err != nil {
		return err
	}
	p.member = member
	p.after = h.said.resume(chat.Cursor{Epoch: hello.Epoch, Seq: hello.Seq}, hello.History)
	p.in.Widen()

	members := h.room.Members()
	p.push(wire.Append(nil, wire.Welcome{
		Version: wire.Version, Program: h.cfg.Program,
		Room: h.cfg.Room, RoomName: h.room.Name(), Name: member.Name,
		Epoch: h.said.epoch, Head: h.said.head, After: p.after,
		Members: uint64(len(members)),
	}))
	for len(members) > 0 {
		n := min(len(members), wire.MembersPerFrame)
		list := make([]wire.Member, n)
		for i, m := range members[:n] {
			list[i] = wire.MemberOf(m)
		}
		p.push(wire.Append(nil, wire.Members{List: list}))
		members = members[n:]
	}
	if fresh {
		h.tell(wire.Append(nil, wire.Joined{Member: wire.MemberOf(member)}))
	}
	h.peers[p] = struct{}{}
	h.countPeople(fresh)
	return nil
}

// unseat takes p's place away and tells the others.
func (h *Host) unseat(p *peer) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.peers, p)
	last := h.room.Leave(p.member)
	if last {
		h.tell(wire.Append(nil, wire.Left{Member: wire.MemberOf(p.member)}))
	}
	h.countPeople(last)
}

func (h *Host) countPeople(changed bool) {
	if changed && h.cfg.People != nil {
		h.cfg.People(h.room.People())
	}
}

// tell queues one encoded frame for everybody with a seat. h.mu is held.
func (h *Host) tell(frame []byte) {
	for p := range h.peers {
		p.push(frame)
	}
}

// push queues a frame, or sends the member away where it does not fit. One who
// is leaving already gets nothing more. host.mu is held.
func (p *peer) push(frame []byte) {
	if errors.Is(p.out.push(frame), errFull) {
		p.slow = true
		p.cut()
	}
}

// stay serves the seat until the connection ends, and says why it did. Both
// of its goroutines have ended when it returns.
func (p *peer) stay(ctx context.Context) error {
	var writer sync.WaitGroup
	defer writer.Wait()
	writer.Go(func() {
		if p.write(p.catchUp) != nil || p.conn.CloseWrite() != nil {
			p.cut()
		}
	})
	err := p.read(func(f wire.Frame) error { return p.handle(ctx, f) })
	if brokeProtocol(err) {
		p.part(chat.Refuse(chat.ProtocolBroken, err.Error()))
		_, _ = io.CopyN(io.Discard, p.raw, 1<<20) // as in farewell
	} else {
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

// catchUp returns the next frames out of the log for a member who is not live
// yet, and makes them live with the last ones.
func (p *peer) catchUp() [][]byte {
	messages := p.nextPage()
	frames := make([][]byte, len(messages))
	for i, m := range messages {
		frames[i] = wire.Append(nil, wire.SaidOf(m))
	}
	return frames
}

func (p *peer) nextPage() []chat.Message {
	h := p.host
	h.mu.Lock()
	defer h.mu.Unlock()
	if p.live {
		return nil
	}
	messages := h.said.since(p.after, page)
	p.after += uint64(len(messages))
	p.live = p.after == h.said.head
	return messages
}

// handle takes one frame of a seated member.
func (p *peer) handle(ctx context.Context, f wire.Frame) error {
	switch f := f.(type) {
	case wire.Say:
		if err := p.throttle(ctx); err != nil {
			return err
		}
		p.host.say(p, f)
		return nil
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
	if wait := p.rate.Reserve().Delay(); wait > 0 && !sleep(ctx, wait) {
		return ctx.Err()
	}
	return nil
}

// say puts a message into the log and tells everybody, or tells p why not.
func (h *Host) say(p *peer, f wire.Say) {
	h.mu.Lock()
	defer h.mu.Unlock()
	m, err := h.room.Say(p.member, f.ID, f.Text, time.Now())
	if err != nil {
		refusal, _ := chat.AsRefusal(err)
		p.decline(f.ID, refusal)
		return
	}
	if old, ok := h.said.find(f.ID); ok {
		if old.From != p.member.ID {
			p.decline(f.ID, chat.Refusal{Code: chat.IDReused})
			return
		}
		p.push(wire.Append(nil, wire.Accepted{ID: f.ID, Seq: old.Seq}))
		return
	}
	m = h.said.append(m)
	frame := wire.Append(nil, wire.SaidOf(m))
	for other := range h.peers {
		if other.live {
			other.push(frame)
		} else {
			other.out.ring()
		}
	}
}

func (p *peer) decline(id chat.MessageID, refusal chat.Refusal) {
	p.push(wire.Append(nil, wire.Declined{ID: id, Code: refusal.Code, Detail: refusal.Detail}))
}
