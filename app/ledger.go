package app

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"runtime/debug"

	"landline/netcore/chat"
)

// ledger keeps, in a small file, how far a room was printed. It is written
// without waiting for the disk: it outlives the program, however that ends, but
// not the computer's power.
//
// A line, or some that are printed together, are entered as begun right before
// that, and as printed right behind. Whoever is killed between the two leaves
// begun lines, and nobody can know whether their reader has them. It nearly
// always does: the file is mapped into memory, so that nothing but the way into
// one system call is between an entry and the print, while a reader who is
// waiting may run, and kill, before that call is back.
type ledger struct {
	file *os.File
	page []byte // of the file, in memory; nil where that cannot be
	last uint64 // generation of the newest record

	mark int  // where in page the byte belongs with which the staged record counts
	seal byte // that byte
}

// entry is what a ledger says.
type entry struct {
	room  chat.RoomID
	to    chat.Cursor // printed up to here
	begun uint8       // but of so many of the last lines only that they were begun
}

// doubt says of which lines nobody knows whether they were printed; empty for
// none.
func (e entry) doubt() string {
	switch last := e.to.Seq; e.begun {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("Line %d was being printed when the last join was killed. It is not printed again; --replay prints it.", last)
	default:
		return fmt.Sprintf("Lines %d to %d were being printed when the last join was killed. They are not printed again; --replay prints them.",
			last-uint64(e.begun)+1, last)
	}
}

// A ledger has two records, which are written in turn: a kill in the middle of
// one leaves the other.
const (
	recordSeq   = 8 // behind the generation
	recordEpoch = 16
	recordID    = 24
	recordRoom  = 40
	recordBegun = 56
	recordSum   = 57
	recordEnd   = 61
	recordSlot  = 64
)

// openLedger opens a ledger, and makes it where there is none. The entry is
// zero where nothing was printed yet, or where the file cannot be trusted.
func openLedger(path string) (*ledger, entry, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, entry{}, fmt.Errorf("app: printed lines: %w", err)
	}
	l := &ledger{file: f}
	var both [2 * recordSlot]byte
	if _, err := f.ReadAt(both[:], 0); err != nil && !errors.Is(err, io.EOF) {
		_ = f.Close()
		return nil, entry{}, fmt.Errorf("app: printed lines: %w", err)
	}
	newest := l.read(both)
	// Written once, the bytes have their place on the disk.
	if _, err := f.WriteAt(both[:], 0); err == nil {
		l.page, _ = mapPage(f, len(both))
	}
	return l, newest, nil
}

// read returns the newer one of the sound records.
func (l *ledger) read(both [2 * recordSlot]byte) (newest entry) {
	for slot := range 2 {
		record := both[slot*recordSlot:][:recordEnd]
		generation := binary.BigEndian.Uint64(record)
		sum := binary.BigEndian.Uint32(record[recordSum:])
		if generation <= l.last || sum != crc32.ChecksumIEEE(record[:recordSum]) {
			continue
		}
		l.last = generation
		newest = entry{to: chat.Cursor{Seq: binary.BigEndian.Uint64(record[recordSeq:])}, begun: record[recordBegun]}
		copy(newest.to.Epoch[:], record[recordEpoch:])
		copy(newest.to.ID[:], record[recordID:])
		copy(newest.room[:], record[recordRoom:])
	}
	return newest
}

// note replaces what the ledger says.
func (l *ledger) note(e entry) error {
	if l.stage(e) {
		l.commit()
		return nil
	}
	record, at := l.record(e)
	_, err := l.file.WriteAt(record[:], int64(at))
	return err
}

// record makes the next record, and tells where it belongs.
func (l *ledger) record(e entry) (record [recordEnd]byte, at int) {
	l.last++
	binary.BigEndian.PutUint64(record[:], l.last)
	binary.BigEndian.PutUint64(record[recordSeq:], e.to.Seq)
	copy(record[recordEpoch:], e.to.Epoch[:])
	copy(record[recordID:], e.to.ID[:])
	copy(record[recordRoom:], e.room[:])
	record[recordBegun] = e.begun
	binary.BigEndian.PutUint32(record[recordSum:], crc32.ChecksumIEEE(record[:recordSum]))
	return record, int(l.last%2) * recordSlot
}

// stage writes all but the last byte of a record, with which commit makes it
// count. It is false where the file is not in memory.
func (l *ledger) stage(e entry) bool {
	if l.page == nil {
		return false
	}
	record, at := l.record(e)
	l.mark, l.seal = at+recordEnd-1, record[recordEnd-1]
	record[recordEnd-1] = ^l.seal
	if store(l.page[at:], record[:]) != nil {
		unmapPage(l.page)
		l.page = nil
		return false
	}
	return true
}

func (l *ledger) commit() { l.page[l.mark] = l.seal }

// store writes into mapped memory. Where the disk under it fails, the system
// says so with a fault.
func store(page, record []byte) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("app: printed lines: %v", fault)
		}
	}()
	copy(page, record)
	return nil
}

func (l *ledger) close() error {
	unmapPage(l.page)
	return l.file.Close()
}

// noting follows one line on its way to the reader, or some that go together.
type noting struct {
	ledger     *ledger
	room       chat.RoomID
	before, to chat.Cursor
	lines      uint8 // that are begun together; join counts them
	failed     func(error)
}

// stage prepares that the lines are begun; commit says so. It is false where
// there is no such thing in between.
func (n *noting) stage() bool { return n.ledger.stage(entry{n.room, n.to, n.lines}) }

func (n *noting) finish() { n.note(entry{n.room, n.to, 0}) }
func (n *noting) undo()   { n.note(entry{n.room, n.before, 0}) }

func (n *noting) note(e entry) {
	if err := n.ledger.note(e); err != nil {
		n.failed(err)
	}
}
