package app

import (
	"errors"

	"landline/netcore/chat"
	"landline/netcore/history"
)

// lateDiary is that of a seat whose place could not be had when it sat down: the
// disk was full, say. It tries again whenever there is something to write. It is for
// a keeper's goroutine alone.
type lateDiary struct {
	take func() (diary, error)
	had  diary // nil until the place was taken
}

func (l *lateDiary) open() (err error) {
	if l.had == nil {
		l.had, err = l.take()
	}
	return err
}

// Enter is history.Seat.Enter, or fails as taking the place did.
func (l *lateDiary) Enter(e chat.Entered) error {
	if err := l.open(); err != nil {
		return err
	}
	return l.had.Enter(e)
}

// Save is history.Seat.Save, or fails as taking the place did.
func (l *lateDiary) Save(c history.Change) error {
	if err := l.open(); err != nil {
		return err
	}
	return l.had.Save(c)
}

// Cursor is history.Seat.Cursor; zero before anything was written.
func (l *lateDiary) Cursor() (c chat.Cursor) {
	if l.had != nil {
		c = l.had.Cursor()
	}
	return c
}

// errWaitsThere is why a place is not taken late: the session goes on without what
// it has, and would write over it.
var errWaitsThere = errors.New("app: something waits there from an earlier day")

// diaryOf is where the keeper of a seat writes; nil where nothing is kept.
func (d *Desk) diaryOf(s *seat, at *place) diary {
	if !at.late {
		return at.diary()
	}
	return &lateDiary{take: func() (diary, error) { return d.takeLate(s, at.name) }}
}

// takeLate takes the place of a seat that has none yet.
func (d *Desk) takeLate(s *seat, name string) (diary, error) {
	at, err := d.profile.sit(name, false)
	if at.seat != nil && (at.seat.Draft() != "" || len(at.seat.Outbox()) > 0) {
		err = errWaitsThere
	} else if at.seat != nil {
		s.at.Store(at)
		d.unkept(s.key, nil)
		return at.seat, nil
	}
	return nil, errors.Join(err, at.close())
}
