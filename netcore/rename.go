package netcore

import (
	"context"
	"time"

	"golang.org/x/time/rate"

	"landline/netcore/wire"
)

// Each new name is told to everybody, as who comes and goes is.
const (
	renamePause = 5 * time.Second // between two of one seat
	renameBurst = 3
)

// rename calls a member something else from now on. Others hear that the new
// name came and the old one went, in this order: the person was never gone. One
// who changes it too often is read more slowly.
func (p *peer) rename(ctx context.Context, f wire.Rename) error {
	if err := checkName(f.Name); err != nil {
		return err
	}
	if err := p.handOver(ctx); err != nil {
		return err
	}
	if p.renames == nil {
		p.renames = rate.NewLimiter(rate.Every(renamePause), renameBurst)
	}
	if !sleep(ctx, p.renames.Reserve().Delay()) {
		return ctx.Err()
	}
	h := p.host
	h.mu.Lock()
	defer h.mu.Unlock()
	if p.away {
		return nil
	}
	before := p.member
	now, gone, fresh, err := h.room.Rename(before, f.Name)
	if err != nil {
		return err
	}
	p.member = now
	if fresh {
		h.gossip.add(wire.Append(nil, wire.Joined{Member: wire.MemberOf(now)}))
	}
	if gone {
		h.gossip.add(wire.Append(nil, wire.Left{Member: wire.MemberOf(before)}))
	}
	return nil
}
