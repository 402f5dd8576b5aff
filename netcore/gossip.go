package netcore

import (
	"context"
	"time"

	"landline/netcore/chat"
	"landline/netcore/wire"
)

// gossip gathers who came and who went, so that a thousand people who come in
// at once are not told of in a thousand frames to each. Host.mu guards it.
type gossip struct {
	bell chan struct{}
	news []byte // Joined and Left frames that nobody was told yet

	// The people as of some moment since the last news were told, for
	// newcomers: the news that follow bring them up to date.
	list   [][]byte // Members frames
	listed map[chat.Member]struct{}
}

// newsBytes bounds what is gathered before it is told at once.
const newsBytes = 64 << 10

func newGossip() gossip { return gossip{bell: make(chan struct{}, 1)} }

func (g *gossip) add(frame []byte) {
	g.news = append(g.news, frame...)
	select {
	case g.bell <- struct{}{}:
	default:
	}
}

// roster is the people in the room as frames.
type roster struct {
	frames [][]byte
	count  uint64
}

// roster lists who is in the room, newcomer included. h.mu is held.
func (h *Host) roster(newcomer chat.Member) roster {
	if len(h.gossip.news) > newsBytes {
		h.tellGossip()
	}
	g := &h.gossip
	if g.list == nil {
		members := h.room.Members()
		g.listed = make(map[chat.Member]struct{}, len(members))
		for _, m := range members {
			g.listed[m] = struct{}{}
		}
		g.list = memberFrames(members)
	}
	r := roster{frames: g.list, count: uint64(len(g.listed))}
	if _, ok := g.listed[newcomer]; !ok {
		r.frames = append(r.frames[:len(r.frames):len(r.frames)], memberFrames([]chat.Member{newcomer})...)
		r.count++
	}
	return r
}

func memberFrames(members []chat.Member) (frames [][]byte) {
	for len(members) > 0 {
		n := min(len(members), wire.MembersPerFrame)
		list := make([]wire.Member, n)
		for i, m := range members[:n] {
			list[i] = wire.MemberOf(m)
		}
		frames = append(frames, wire.Append(nil, wire.Members{List: list}))
		members = members[n:]
	}
	return frames
}

// tellGossip tells everybody who came and went since the last time. h.mu is
// held.
func (h *Host) tellGossip() {
	g := &h.gossip
	if len(g.news) == 0 {
		return
	}
	for p := range h.peers {
		p.push(g.news)
	}
	g.news, g.list, g.listed = nil, nil, nil
	if h.cfg.People != nil {
		h.cfg.People(h.room.People())
	}
}

func (h *Host) spread() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.tellGossip()
	h.introduce()
}

// gossipPause is how long news of people are gathered behind those told last:
// too short to be noticed in a small room, and 0.3 s in one of a thousand, where
// telling everybody is a thousand writes.
func (h *Host) gossipPause() time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	return time.Duration(h.room.People()) * 300 * time.Microsecond
}

// drip calls flush whenever the bell was rung, and then waits for pause, so
// that what comes meanwhile goes together. It returns when ctx ends.
func drip(ctx context.Context, bell <-chan struct{}, pause func() time.Duration, flush func()) {
	for {
		select {
		case <-bell:
		case <-ctx.Done():
			return
		}
		flush()
		if !sleep(ctx, pause()) {
			return
		}
	}
}
