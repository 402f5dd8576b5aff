package netcore

import (
	"slices"

	"landline/netcore/chat"
)

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
