package netcore

import (
	"time"

	"landline/netcore/chat"
	"landline/netcore/wire"
)

// receiptsKept bounds the people whose receipts a host remembers. Beyond it
// those of people who are gone are forgotten.
const receiptsKept = 10_000

// receipts is how far each person has the log on their own disk. Host.mu
// guards it.
type receipts struct {
	bell  chan struct{}
	seqs  map[chat.MemberID]uint64
	fresh map[chat.MemberID]struct{} // changed since it was told last
}

func newReceipts() receipts {
	return receipts{
		bell: make(chan struct{}, 1),
		seqs: make(map[chat.MemberID]uint64), fresh: make(map[chat.MemberID]struct{}),
	}
}

// received notes that p has everything up to seq.
func (h *Host) received(p *peer, seq uint64) {
	p.steady()
	_, head := h.messages.Bounds() // not what was told: the log may be on p's very disk
	h.mu.Lock()
	defer h.mu.Unlock()
	r := &h.have
	if seq > head || seq <= r.seqs[p.id] {
		return
	}
	if _, known := r.seqs[p.id]; !known && len(r.seqs) >= receiptsKept {
		h.forgetReceipts()
	}
	r.seqs[p.id] = seq
	r.fresh[p.id] = struct{}{}
	select {
	case r.bell <- struct{}{}:
	default:
	}
}

// forgetReceipts keeps only those of people who are here. h.mu is held.
func (h *Host) forgetReceipts() {
	here := make(map[chat.MemberID]uint64, len(h.peers))
	for p := range h.peers {
		if seq, ok := h.have.seqs[p.id]; ok {
			here[p.id] = seq
		}
	}
	h.have.seqs = here
}

// all is everybody's, as frames; nil where nobody has anything.
func (r *receipts) all() []byte {
	list := make([]wire.Receipt, 0, len(r.seqs))
	for id, seq := range r.seqs {
		list = append(list, wire.Receipt{ID: id, Seq: seq})
	}
	return receiptFrames(list)
}

func receiptFrames(list []wire.Receipt) (frames []byte) {
	for len(list) > 0 {
		n := min(len(list), wire.ReceiptsPerFrame)
		frames = wire.Append(frames, wire.Received{List: list[:n]})
		list = list[n:]
	}
	return frames
}

// tellReceipts tells who asked for it how far people have the log, as far as
// that changed.
func (h *Host) tellReceipts() {
	h.mu.Lock()
	defer h.mu.Unlock()
	r := &h.have
	list := make([]wire.Receipt, 0, len(r.fresh))
	for id := range r.fresh {
		if seq, ok := r.seqs[id]; ok {
			list = append(list, wire.Receipt{ID: id, Seq: seq})
		}
	}
	clear(r.fresh)
	frames := receiptFrames(list)
	for p := range h.peers {
		if p.receipts && len(frames) > 0 {
			p.push(frames)
		}
	}
}

// receiptPause is how long receipts are gathered: a quarter of a second, and
// longer in a large room, where each costs everybody something.
func (h *Host) receiptPause() time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	return receiptPause(h.room.People())
}

func receiptPause(people int) time.Duration {
	return 250*time.Millisecond + time.Duration(people)*5*time.Millisecond
}
