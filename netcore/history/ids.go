package history

import (
	"crypto/sha256"
	"encoding/binary"

	"landline/netcore/chat"
)

// A hosted log must know every message id in it, so that what an author sends
// twice counts once. A unique index would do, but ids are random: each line
// would dirty a page of its own, and the pages of 64 lines cost more to write
// than the lines and the fsync together. So the ids of a log are looked for in
// memory, under a mark of 32 bits and the line's number, and compared with the
// row itself where a mark is met. On disk the marks lie side by side, one blob
// for each full block of lines, written with the block's last line.
const (
	blockBits = 12
	blockSize = 1 << blockBits
	maxIDs    = 1 << 22 // ids that are remembered, the newest; the table then takes 64 MiB
)

// salt keeps the marks of a log from being foreseen: ids are chosen by their
// authors, who could otherwise pick many with one mark.
type salt [16]byte

// mark is what an id is found by; never 0.
func (s salt) mark(id chat.MessageID) uint32 {
	var in [len(s) + len(id)]byte
	copy(in[:], s[:])
	copy(in[len(s):], id[:])
	sum := sha256.Sum256(in[:])
	return binary.LittleEndian.Uint32(sum[:]) | 1
}

// ids are the marks of a hosted log up to the line head. Only the goroutine
// that leads touches them.
type ids struct {
	salt  salt
	slots []uint64 // open addressing: mark<<32 | low half of seq; 0 is free
	taken int
	head  uint64
	block []byte // the marks of the lines behind the last full block
}

// add notes the line behind head. Mark 0 stands for one that is not kept.
func (x *ids) add(mark uint32) {
	x.head++
	if x.block = binary.LittleEndian.AppendUint32(x.block, mark); len(x.block) == 4*blockSize {
		x.block = x.block[:0]
	}
	if mark == 0 {
		return
	}
	if 4*(x.taken+1) > 3*len(x.slots) {
		x.grow()
	}
	x.put(uint64(mark)<<32 | x.head&0xffffffff)
}

func (x *ids) put(slot uint64) {
	last := uint64(len(x.slots) - 1)
	i := slot >> 33 & last // the lowest bit of a mark is always set
	for x.slots[i] != 0 {
		i = (i + 1) & last
	}
	x.slots[i] = slot
	x.taken++
}

// grow makes room; beyond the limit the older half is forgotten.
func (x *ids) grow() {
	if len(x.slots) == 0 {
		x.reserve(0)
		return
	}
	old := x.slots
	size, forget := 2*len(old), uint64(0)
	if x.taken >= maxIDs {
		size, forget = len(old), maxIDs/2
	}
	x.slots, x.taken = make([]uint64, size), 0
	for _, slot := range old {
		if age := uint32(x.head) - uint32(slot); slot != 0 && (forget == 0 || uint64(age) < forget) {
			x.put(slot)
		}
	}
}

// reserve makes an empty table large enough for n lines.
func (x *ids) reserve(n uint64) {
	size := 1024
	for uint64(size)*3 < 4*n {
		size *= 2
	}
	x.slots = make([]uint64, size)
}

// find calls f with the number of each line that has the mark, until f returns
// false.
func (x *ids) find(mark uint32, f func(seq uint64) bool) {
	if len(x.slots) == 0 {
		return
	}
	last := uint64(len(x.slots) - 1)
	for i := uint64(mark>>1) & last; x.slots[i] != 0; i = (i + 1) & last {
		if x.slots[i]>>32 == uint64(mark) && !f(x.head-uint64(uint32(x.head)-uint32(x.slots[i]))) {
			return
		}
	}
}

// load takes in the lines up to head: from the blocks where they are full, from
// the rows behind them.
func (x *ids) load(c *conn, log int64, head uint64) error {
	if head <= x.head {
		return nil
	}
	if x.head == 0 {
		oldest, ok, err := c.number(`SELECT n FROM lines WHERE n BETWEEN ? AND ? ORDER BY n LIMIT 1`, row(log, 1), row(log, head))
		if err != nil {
			return err
		}
		from := head
		if ok {
			from = seqOf(oldest) - 1
		}
		if head > maxIDs {
			from = max(from, head-maxIDs)
		}
		x.head = from &^ (blockSize - 1)
		x.reserve(head - x.head)
	}
	if len(x.block) == 0 && head-x.head >= blockSize {
		err := c.each(func(row []driverValue) error {
			marks, _ := row[1].([]byte)
			if seqOf(integer(row[0])) != x.head+1 || len(marks) != 4*blockSize {
				return nil // the rows tell
			}
			for ; len(marks) > 0; marks = marks[4:] {
				x.add(binary.LittleEndian.Uint32(marks))
			}
			return nil
		}, `SELECT n, marks FROM blocks WHERE n BETWEEN ? AND ? ORDER BY n`, row(log, x.head+1), row(log, head))
		if err != nil {
			return err
		}
	}
	err := c.each(func(row []driverValue) error {
		var id chat.MessageID
		if err := blob(id[:], row[1]); err != nil {
			return err
		}
		for seq := seqOf(integer(row[0])); x.head+1 < seq; {
			x.add(0)
		}
		x.add(x.salt.mark(id))
		return nil
	}, `SELECT n, id FROM lines WHERE n BETWEEN ? AND ? ORDER BY n`, row(log, x.head+1), row(log, head))
	for err == nil && x.head < head {
		x.add(0)
	}
	return err
}

// appending is what one transaction adds to a log's ids.
type appending struct {
	marks []uint32
	seqs  map[chat.MessageID]uint64
}

// appending returns what this transaction adds to the ids of l, of which the
// newest line is head so far, and has room for so many more.
func (t *tx) appending(l *logState, head uint64, more int) (*appending, error) {
	if a, ok := t.appends[l]; ok {
		return a, nil
	}
	if err := l.ids.load(t.conn, l.id, head); err != nil {
		return nil, err
	}
	a := &appending{marks: make([]uint32, 0, more), seqs: make(map[chat.MessageID]uint64, more)}
	if t.appends == nil {
		t.appends = make(map[*logState]*appending)
	}
	t.appends[l] = a
	return a, nil
}

// known returns the message of that id as the log has it.
func (t *tx) known(l *logState, a *appending, mark uint32, id chat.MessageID) (m chat.Message, ok bool, err error) {
	look := func(seq uint64) bool {
		m, ok, err = t.line(l.id, seq, id)
		return err == nil && !ok
	}
	if seq, added := a.seqs[id]; added {
		look(seq)
		return m, ok, err
	}
	l.ids.find(mark, look)
	return m, ok, err
}

// add notes the id of the line seq, which this transaction stores.
func (t *tx) add(l *logState, a *appending, mark uint32, id chat.MessageID, seq uint64) error {
	a.marks = append(a.marks, mark)
	a.seqs[id] = seq
	if (len(l.ids.block)/4+len(a.marks))%blockSize != 0 {
		return nil
	}
	return t.exec(`INSERT OR REPLACE INTO blocks (n, marks) VALUES (?, ?)`, row(l.id, seq-blockSize+1), a.block(&l.ids))
}

// block is the one that the newest mark has filled.
func (a *appending) block(x *ids) []byte {
	marks, from := make([]byte, 0, 4*blockSize), len(a.marks)-blockSize
	if from < 0 {
		marks, from = append(marks, x.block...), 0
	}
	for _, mark := range a.marks[from:] {
		marks = binary.LittleEndian.AppendUint32(marks, mark)
	}
	return marks
}
