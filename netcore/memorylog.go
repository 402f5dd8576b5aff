package netcore

import (
	"slices"
	"sync"

	"landline/netcore/chat"
)

// Bounds of the log in memory. Beyond either the oldest messages are
// forgotten; those who still need them see that they are missing.
const (
	logMessages = 100_000
	logBytes    = 64 << 20 // of text
)

// memoryLog is a Log that lives as long as its host, and keeps the newest
// messages.
type memoryLog struct {
	epoch chat.Epoch

	mu    sync.Mutex
	told  []*func([]chat.Message)
	head  uint64
	kept  []chat.Message // the newest; the last one has number head
	acts  []chat.Message // those that moderate
	bytes int
	seqs  map[chat.MessageID]uint64 // of the kept ones
	edits map[uint64][]uint64       // of each line, the numbers of its edits
}

func newMemoryLog() *memoryLog {
	return &memoryLog{epoch: chat.NewEpoch(), seqs: make(map[chat.MessageID]uint64), edits: make(map[uint64][]uint64)}
}

// Epoch implements Log.
func (l *memoryLog) Epoch() chat.Epoch { return l.epoch }

// Bounds implements Log.
func (l *memoryLog) Bounds() (first, head uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.tail() + 1, l.head
}

// Append implements Log. It never fails.
func (l *memoryLog) Append(messages []chat.Message) ([]chat.Message, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	as := make([]chat.Message, len(messages))
	fresh := make([]chat.Message, 0, len(messages))
	for i, m := range messages {
		if seq, ok := l.seqs[m.ID]; ok {
			as[i] = l.kept[seq-l.tail()-1]
			continue
		}
		as[i] = l.add(m)
		fresh = append(fresh, as[i])
	}
	if len(fresh) > 0 {
		for _, told := range l.told {
			(*told)(fresh)
		}
	}
	return as, nil
}

// add gives m the next number and keeps it.
func (l *memoryLog) add(m chat.Message) chat.Message {
	l.head++
	m.Seq = l.head
	if m.Act.Moderates() {
		l.acts = append(l.acts, m)
		l.acts = l.acts[max(0, len(l.acts)-logMessages):]
	}
	l.kept = append(l.kept, m)
	l.bytes += len(m.Text)
	l.seqs[m.ID] = m.Seq
	l.revise(m)
	for len(l.kept) > logMessages || l.bytes > logBytes {
		oldest := l.kept[0]
		delete(l.seqs, oldest.ID)
		delete(l.edits, oldest.Seq)
		l.bytes -= len(oldest.Text)
		l.kept[0] = chat.Message{}
		l.kept = l.kept[1:]
	}
	return m
}

// revise changes the line that an Edit or a Delete is about.
func (l *memoryLog) revise(m chat.Message) {
	line := l.at(m.About.Seq)
	if line == nil || line.Act != chat.Line {
		return
	}
	switch m.Act {
	case chat.Edit:
		l.bytes += len(m.Text) - len(line.Text)
		*line = line.Revised(m.Text)
		l.edits[line.Seq] = append(l.edits[line.Seq], m.Seq)
	case chat.Delete:
		l.bytes -= len(line.Text)
		*line = line.Erasure()
		for _, seq := range l.edits[line.Seq] {
			edit := l.at(seq)
			l.bytes -= len(edit.Text)
			edit.Text = ""
		}
		delete(l.edits, line.Seq)
	}
}

// at is the kept message of a number; nil where there is none.
func (l *memoryLog) at(seq uint64) *chat.Message {
	if seq <= l.tail() || seq > l.head {
		return nil
	}
	return &l.kept[seq-l.tail()-1]
}

// tail is the number before the oldest kept message.
func (l *memoryLog) tail() uint64 { return l.head - uint64(len(l.kept)) }

// Read implements Log. It never fails.
func (l *memoryLog) Read(after uint64, limit int) ([]chat.Message, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	skip := max(after, l.tail()) - l.tail()
	if skip >= uint64(len(l.kept)) {
		return nil, nil
	}
	page := l.kept[skip:]
	return slices.Clone(page[:min(limit, len(page))]), nil
}

// Acts implements Log. It never fails. Beyond logMessages the oldest are
// forgotten: the host that keeps this log has applied them, and no other will.
func (l *memoryLog) Acts() ([]chat.Message, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.acts), nil
}

// Subscribe implements Log.
func (l *memoryLog) Subscribe(told func([]chat.Message)) (cancel func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	key := &told
	l.told = append(l.told, key)
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.told = slices.DeleteFunc(l.told, func(other *func([]chat.Message)) bool { return other == key })
	}
}
