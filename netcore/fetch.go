package netcore

import (
	"context"

	"landline/netcore/chat"
	"landline/netcore/wire"
)

// answersAhead bounds the bytes that may wait for a member who is answered:
// beyond it the host reads them more slowly. Unlike what everybody is told, an
// answer takes memory for each.
const answersAhead = 64 << 10

// fetch answers a member who asks for a part of the log, as soon as they have
// taken nearly all that waits for them.
func (p *peer) fetch(ctx context.Context, f wire.Fetch) error {
	if err := p.out.ebb(ctx, answersAhead); err != nil {
		return err
	}
	list, first, err := p.host.part(chat.Want(f))
	if err != nil {
		return err
	}
	answer := wire.Page{Where: f.Where, Seq: f.Seq, Limit: f.Limit, First: first, List: make([]wire.Said, len(list))}
	for i, m := range list {
		answer.List[i] = wire.SaidOf(m)
	}
	p.host.mu.Lock()
	defer p.host.mu.Unlock()
	p.push(wire.Append(nil, answer))
	return nil
}

// part reads the wanted part of the log, and tells where the log begins.
func (h *Host) part(w chat.Want) (list []chat.Message, first uint64, err error) {
	h.mu.Lock()
	head := h.recent.head
	h.mu.Unlock()
	limit := min(w.Limit, wire.MessagesPerFrame)
	var after uint64
	end := head
	switch w.Where {
	case chat.Before:
		below := min(w.Seq, head+1)
		after, end = below-min(below, limit+1), below-min(below, 1)
	case chat.Around:
		after = w.Seq - min(w.Seq, limit/2+1)
	default:
		after = w.Seq
	}
	first, _ = h.messages.Bounds()
	list, err = h.messages.Read(after, int(limit))
	if err != nil {
		return nil, first, err
	}
	for len(list) > 0 && list[len(list)-1].Seq > end {
		list = list[:len(list)-1]
	}
	return fitPage(list, w), first, nil
}

// fitPage takes messages away, those farthest from what was asked for first,
// until the rest fits into a frame.
func fitPage(list []chat.Message, w chat.Want) []chat.Message {
	size := 0
	for _, m := range list {
		size += len(m.Text)
	}
	for size > wire.TextPerFrame {
		oldest, newest := list[0], list[len(list)-1]
		if w.Where == chat.Before || w.Where == chat.Around && w.Seq > oldest.Seq && w.Seq-oldest.Seq >= newest.Seq-min(newest.Seq, w.Seq) {
			size -= len(oldest.Text)
			list = list[1:]
			continue
		}
		size -= len(newest.Text)
		list = list[:len(list)-1]
	}
	return list
}
