package app

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"

	"landline/netcore/chat"
)

// ledger keeps, in a small file, how far a room was printed. It is written
// behind each line, without waiting for the disk: it outlives the program,
// however that ends, but not the computer's power. Who is killed between a
// line and its note prints that one line again.
type ledger struct{ file *os.File }

// Where the parts of a ledger's one record begin.
const (
	ledgerSeq = 8 // behind the epoch
	ledgerID  = 16
	ledgerIn  = 32 // the room
	ledgerSum = 48
	ledgerEnd = 52
)

// openLedger opens a ledger, and makes it where there is none. It returns up to
// where which room was printed: nothing where none was yet, or where the file
// cannot be trusted.
func openLedger(path string) (l *ledger, room chat.RoomID, to chat.Cursor, err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, room, to, fmt.Errorf("app: printed lines: %w", err)
	}
	l = &ledger{file: f}
	record := make([]byte, ledgerEnd)
	switch _, err = f.ReadAt(record, 0); {
	case errors.Is(err, io.EOF):
		return l, room, to, nil
	case err != nil:
		_ = f.Close()
		return nil, room, to, fmt.Errorf("app: printed lines: %w", err)
	}
	if crc32.ChecksumIEEE(record[:ledgerSum]) != binary.BigEndian.Uint32(record[ledgerSum:]) {
		return l, room, to, nil
	}
	copy(to.Epoch[:], record)
	to.Seq = binary.BigEndian.Uint64(record[ledgerSeq:])
	copy(to.ID[:], record[ledgerID:])
	copy(room[:], record[ledgerIn:])
	return l, room, to, nil
}

// note writes down that everything up to a cursor was printed of a room.
func (l *ledger) note(room chat.RoomID, to chat.Cursor) error {
	var record [ledgerEnd]byte
	copy(record[:], to.Epoch[:])
	binary.BigEndian.PutUint64(record[ledgerSeq:], to.Seq)
	copy(record[ledgerID:], to.ID[:])
	copy(record[ledgerIn:], room[:])
	binary.BigEndian.PutUint32(record[ledgerSum:], crc32.ChecksumIEEE(record[:ledgerSum]))
	_, err := l.file.WriteAt(record[:], 0)
	return err
}

func (l *ledger) close() error { return l.file.Close() }
