package netcore

import (
	"errors"
	"fmt"
	"time"

	"landline/netcore/chat"
	"landline/netcore/wire"
)

// fetchesAhead bounds the questions that may wait for their answers.
const fetchesAhead = 16

// Fetch asks for a part of the log. The answer is a chat.Paged among the
// events; answers come in the order of the questions. It never blocks: ErrBusy
// means that too many questions wait already, ErrClosed that the stay is over.
// No answer holds more than wire.MessagesPerFrame messages.
func (c *Client) Fetch(w chat.Want) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.wanted) >= fetchesAhead {
		return ErrBusy
	}
	err := c.send(wire.Fetch(w))
	switch {
	case errors.Is(err, errFull):
		return ErrBusy
	case err != nil:
		return err
	}
	c.wanted = append(c.wanted, wire.Fetch(w))
	return nil
}

// paged checks that a page answers the oldest question.
func (c *Client) paged(f wire.Page) (chat.Paged, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	asked := wire.Fetch{Where: f.Where, Seq: f.Seq, Limit: f.Limit}
	if len(c.wanted) == 0 || c.wanted[0] != asked {
		return chat.Paged{}, fmt.Errorf("%w: a page came that was not asked for", ErrProtocol)
	}
	c.wanted = c.wanted[1:]
	page := chat.Paged{Want: chat.Want(asked), First: f.First, Messages: make([]chat.Message, len(f.List))}
	for i, s := range f.List {
		if err := checkSaid(s); err != nil {
			return chat.Paged{}, err
		}
		page.Messages[i] = s.Message()
		if i > 0 && s.Seq != f.List[i-1].Seq+1 {
			return chat.Paged{}, fmt.Errorf("%w: message %d follows %d in a page", ErrProtocol, s.Seq, f.List[i-1].Seq)
		}
	}
	return page, checkPlace(page)
}

// checkPlace makes sure that the messages of a page lie where they were wanted.
func checkPlace(p chat.Paged) error {
	if len(p.Messages) == 0 {
		return nil
	}
	oldest, newest := p.Messages[0].Seq, p.Messages[len(p.Messages)-1].Seq
	if p.Where == chat.Before && newest >= p.Seq || p.Where == chat.After && oldest <= p.Seq {
		return fmt.Errorf("%w: messages %d to %d do not answer what was asked", ErrProtocol, oldest, newest)
	}
	return nil
}

func receivedOf(f wire.Received) chat.Received {
	list := make([]chat.Receipt, len(f.List))
	for i, r := range f.List {
		list[i] = chat.Receipt(r)
	}
	return chat.Received{List: list}
}

// have is how far this member has the log on disk, on its way to the host:
// cumulative, so that one frame can speak for many messages.
type have struct {
	seq   uint64
	told  uint64
	at    time.Time   // when the host was told last
	timer *time.Timer // nil while nothing waits
}

// Have tells the host that this member has everything up to seq on disk: at
// once where the host was not told for a while, otherwise together with what
// follows. It never blocks.
func (c *Client) Have(seq uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	h := &c.have
	h.seq = max(h.seq, seq)
	if h.seq == h.told || h.timer != nil || c.err != nil {
		return
	}
	wait := receiptPause(int(min(c.about.Members, 1000))) - time.Since(h.at)
	h.timer = time.AfterFunc(max(wait, 0), c.tellHave)
}

func (c *Client) tellHave() {
	c.mu.Lock()
	defer c.mu.Unlock()
	h := &c.have
	h.timer = nil
	if c.send(wire.Have{Seq: h.seq}) == nil {
		h.told, h.at = h.seq, time.Now()
	}
}

func (h *have) stop() {
	if h.timer != nil {
		h.timer.Stop()
	}
}
