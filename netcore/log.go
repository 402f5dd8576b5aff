package netcore

import (
	"slices"

	"landline/netcore/chat"
)

// Log keeps a room's messages under numbers: 1, 2, 3, … without holes. A
// Host is the only one that appends while it lives. Its methods may be called
// from any goroutine.
type Log interface {
	// Epoch names this life of the log.
	Epoch() chat.Epoch

	// Bounds are the numbers of the oldest message that is kept and of the
	// newest one. An empty log has head 0; where nothing is kept, first is
	// head+1.
	Bounds() (first, head uint64)

	// Append numbers the messages in their order and keeps them, all or none.
	// When it returns they are durable and every subscriber was told. It
	// returns them as the log has them: one whose id was there before comes
	// back as it was said the first time, number and author and all. The error
	// is a chat.Refusal of code chat.NotKept where the messages cannot be
	// written; a later call may succeed.
	Append([]chat.Message) ([]chat.Message, error)

	// Read returns up to limit messages above after, in order and without a
	// hole. Where the next one is no longer kept it begins with the oldest
	// that is.
	Read(after uint64, limit int) ([]chat.Message, error)

	// Subscribe has told called with the messages of each Append that were
	// new, in their order, before Append returns. Told must not call the log.
	Subscribe(told func([]chat.Message)) (cancel func())
}

// Bounds of the log in memory. Beyond either the oldest messages are
// forgotten; those who still need them see that they are missing.
const (
	logMessages = 100_000
	logBytes    = 64 << 20 // of text
)

// memoryLog numbers a room's messages and keeps the newest of them.
type memoryLog struct {
	epoch chat.Epoch
	head  uint64
	kept  []chat.Message // the newest; the last one has number head
	bytes int
	seqs  map[chat.MessageID]uint64 // of the kept ones
}

func newMemoryLog() *memoryLog {
	return &memoryLog{epoch: chat.NewEpoch(), seqs: make(map[chat.MessageID]uint64)}
}

// find returns the kept message of that id.
func (l *memoryLog) find(id chat.MessageID) (m chat.Message, ok bool) {
	seq, ok := l.seqs[id]
	if !ok {
		return chat.Message{}, false
	}
	return l.kept[seq-l.tail()-1], true
}

// append gives m the next number and keeps it.
func (l *memoryLog) append(m chat.Message) chat.Message {
	l.head++
	m.Seq = l.head
	l.kept = append(l.kept, m)
	l.bytes += len(m.Text)
	l.seqs[m.ID] = m.Seq
	for len(l.kept) > logMessages || l.bytes > logBytes {
		oldest := l.kept[0]
		delete(l.seqs, oldest.ID)
		l.bytes -= len(oldest.Text)
		l.kept[0] = chat.Message{}
		l.kept = l.kept[1:]
	}
	return m
}

// tail is the number before the oldest kept message.
func (l *memoryLog) tail() uint64 { return l.head - uint64(len(l.kept)) }

// resume tells from where on a reader with that cursor is told: right behind
// it where it knows this log, otherwise behind all but the newest history
// messages. Where messages that the reader lacks are no longer kept, it is the
// number before the oldest that is.
func (l *memoryLog) resume(c chat.Cursor, history uint64) (after uint64) {
	switch {
	case c.Epoch == l.epoch && c.Seq <= l.head:
		after = c.Seq
	case history < l.head:
		after = l.head - history
	}
	return max(after, l.tail())
}

// since copies up to limit messages after the given number.
func (l *memoryLog) since(after uint64, limit int) []chat.Message {
	page := l.kept[max(after, l.tail())-l.tail():]
	return slices.Clone(page[:min(limit, len(page))])
}
