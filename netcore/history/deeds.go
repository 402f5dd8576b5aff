package history

import (
	"errors"
	"fmt"
	"time"

	"landline/netcore/chat"
)

// maxAddrs bounds what is kept of a banned person's addresses, in bytes.
const maxAddrs = 4 << 10

// stored is a deed as its row has it.
type stored struct {
	chat.Deed
	asOf uint64 // the newest message that the text takes account of; 0: it is the first text
}

// deedOf reads the columns act, as_of, about, about_id, whom, lasts.
func deedOf(row []driverValue) (d stored, err error) {
	d.Act, d.asOf = chat.Act(integer(row[0])), uint64(integer(row[1]))
	d.Edited = d.asOf > 0
	d.About.Seq, d.For = seqOf(integer(row[2])), time.Duration(integer(row[5]))*time.Millisecond
	return d, errors.Join(blobOrNone(d.About.ID[:], row[3]), blobOrNone(d.Whom[:], row[4]))
}

// columns of what a deed names: the row of a message, or its number in its log
// where log is 0, its id, the person, and how long.
func columns(log int64, d chat.Deed) (about int64, id, whom driverValue, lasts int64) {
	if !d.About.IsZero() {
		about, id = row(log, d.About.Seq), d.About.ID[:]
	}
	if !d.Whom.IsZero() {
		whom = d.Whom[:]
	}
	return about, id, whom, d.For.Milliseconds()
}

// numberedDeed is the deed of a row.
type numberedDeed struct {
	n    int64
	deed chat.Deed
}

// deeds reads the deeds of the rows from first to last, in order. Of plain
// lines there are none.
func deeds(c *conn, first, last int64) (list []numberedDeed, err error) {
	err = c.each(func(row []driverValue) error {
		d, err := deedOf(row[1:])
		list = append(list, numberedDeed{integer(row[0]), d.Deed})
		return err
	}, `SELECT n, act, as_of, about, about_id, whom, lasts FROM deeds WHERE n BETWEEN ? AND ? ORDER BY n`, first, last)
	return list, err
}

// deed reads the deed of one row; ok is false where there is none.
func (t *tx) deed(n int64) (d stored, ok bool, err error) {
	err = t.each(func(row []driverValue) (err error) {
		d, err = deedOf(row)
		ok = true
		return err
	}, `SELECT act, as_of, about, about_id, whom, lasts FROM deeds WHERE n = ?`, n)
	return d, ok, err
}

// putDeed stores the deed of a message, in place of the one that is there.
func (t *tx) putDeed(log int64, seq uint64, d stored) error {
	about, id, whom, lasts := columns(log, d.Deed)
	return t.exec(`INSERT OR REPLACE INTO deeds (n, act, as_of, about, about_id, whom, lasts) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		row(log, seq), int64(d.Act), int64(d.asOf), about, id, whom, lasts)
}

// settled is a deed without what its act cannot have: only a line was edited,
// and of a deleted one nothing is left.
func settled(d chat.Deed) chat.Deed {
	switch d.Act {
	case chat.Line:
	case chat.Erased:
		return chat.Deed{Act: chat.Erased}
	default:
		d.Edited = false
	}
	return d
}

// plain tells whether a message needs no row but that of its text.
func plain(d chat.Deed) bool {
	d.Addrs = ""
	return d.Plain()
}

// changes tells whether a message changes the line that it is about.
func changes(a chat.Act) bool { return a == chat.Edit || a == chat.Delete }

// checkDeed refuses what cannot be stored. What an act needs is the room's
// affair, and that of an act of a newer program nobody's here.
func checkDeed(text string, d chat.Deed) error {
	switch {
	case text == "" && d.Act == chat.Line:
		return fmt.Errorf("history: a line without a text")
	case text != "" && d.Act == chat.Erased:
		return fmt.Errorf("history: a deleted line with a text")
	case d.About.Seq > maxSeq:
		return fmt.Errorf("history: a message about one numbered %d", d.About.Seq)
	case d.For < 0:
		return fmt.Errorf("history: a message that lasts %v", d.For)
	case len(d.Addrs) > maxAddrs:
		return fmt.Errorf("history: addresses of %d bytes", len(d.Addrs))
	}
	return nil
}
