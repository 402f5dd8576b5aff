package app

import (
	"cmp"
	"context"
	"fmt"

	"landline/app/vm"
	"landline/netcore"
	"landline/netcore/chat"
)

// stay passes on what the room says and sends what waits, until the
// connection ends.
func (s *session) stay(ctx context.Context, client *netcore.Client) error {
	drain(s.retry) // asked for, and done
	drain(s.heard)
	var entered bool
	var head uint64 // of the room when this stay began
	for {
		select {
		case e, ok := <-client.Events():
			if !ok {
				return client.Err()
			}
			if err := s.hear(ctx, e); err != nil {
				return err
			}
			if first, ok := e.(chat.Entered); ok {
				entered, head = true, first.Head
			}
		case <-s.bell:
		case <-ctx.Done():
			return ctx.Err()
		}
		// Only now is it sure which room this is. A line sent on an earlier
		// stay may be in its log: the replay tells.
		if entered && s.cursor.Seq >= head {
			for _, d := range s.outbox.send(client) {
				s.declined(d)
				s.emit(vm.Happened{Room: s.key, Event: d})
			}
		}
	}
}

// hear takes one event into account and passes it on.
func (s *session) hear(ctx context.Context, e chat.Event) error {
	switch e := e.(type) {
	case chat.Entered:
		if err := s.enter(e.Room); err != nil {
			return err
		}
		s.cursor.Enter(e)
		s.keep.entered(e) // first: what it stores of the old log says nothing about this one
		s.reads(e.Epoch)
		s.introduce()
		s.emit(vm.Linked{Room: s.key, Link: vm.Seated})
	case chat.Said:
		switch s.cursor.Take(e.Seq, e.ID) {
		case chat.Repeat:
			return nil
		case chat.Gap:
			return fmt.Errorf("%w: %d follows %d", errHole, e.Seq, s.cursor.Seq)
		}
		s.keep.said(ctx, e.Message)
		s.answered(e.ID)
	case chat.Paged:
		s.keep.said(ctx, e.Messages...)
	case chat.Accepted:
		s.answered(e.ID)
	case chat.Declined:
		s.declined(e)
		s.keep.settle(ctx) // who was told of a refusal must not find the line said after all
	}
	s.emit(vm.Happened{Room: s.key, Event: e})
	return nil
}

// enter makes sure that this is the room it should be. Where the person went
// on to another one knowingly, what was meant for the old one is not said here.
func (s *session) enter(room chat.RoomID) error {
	expected := cmp.Or(s.room, s.sits)
	switch {
	case expected.IsZero() || expected == room:
	case s.moves && s.room.IsZero():
		s.giveBack(chat.Refuse(chat.NotSeated, "another room is open there now"))
		s.sits = room
		if s.cursor != (chat.Cursor{}) {
			s.cursor = chat.Cursor{}
			return errMoved
		}
	default:
		return errAnotherRoom
	}
	s.sits, s.moves, s.reached, s.guessed = room, false, true, false
	return nil
}

// reads notes which log the connection reads.
func (s *session) reads(epoch chat.Epoch) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.epoch = epoch
}

// stored tells the host how far its log is on this computer's disk. The keeper
// calls it.
func (s *session) stored(to chat.Cursor) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client != nil && s.epoch == to.Epoch && to.Seq > 0 {
		s.client.Have(to.Seq)
	}
}

// fetch asks the host for a part of the log; a chat.Paged follows. The error is
// netcore.ErrClosed while away.
func (s *session) fetch(w chat.Want) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client == nil || s.epoch.IsZero() {
		return netcore.ErrClosed
	}
	return s.client.Fetch(w)
}

// say is do for a plain line.
func (s *session) say(id chat.MessageID, text string) error { return s.do(id, text, chat.Deed{}) }

// do puts a line into the outbox. It never blocks on the network or the disk.
// The error is that of chat.CheckDeed for a deed that no room would take, or
// chat.Busy where too many lines wait already. Then the line is put aside, to be
// said again.
func (s *session) do(id chat.MessageID, text string, deed chat.Deed) error {
	deed.Edited, deed.Addrs = false, "" // the host's to tell
	if deed != (chat.Deed{}) {          // what somebody wrote is kept, whatever it is
		if err := chat.CheckDeed(text, deed); err != nil {
			return err
		}
	}
	l := line{id: id, text: text, deed: deed}
	if err := s.outbox.add(l); err != nil {
		if refusal, ok := chat.AsRefusal(err); ok && !s.forgets {
			s.outbox.refuse(l)
			s.keep.queued(l.kept(refusal))
		}
		return err
	}
	s.keep.queued(l.kept(chat.Refusal{}))
	ring(s.bell)
	return nil
}

// sayAgain says a line once more that the room did not take. It is false where
// there is no such line, or too many wait.
func (s *session) sayAgain(id chat.MessageID) bool {
	l, ok := s.outbox.again(id)
	if !ok {
		return false
	}
	s.keep.queued(l.kept(chat.Refusal{}))
	ring(s.bell)
	return true
}

// tookBack forgets a line that the room did not take.
func (s *session) tookBack(id chat.MessageID) {
	s.outbox.forget(id)
	s.keep.answered(id)
}

// answered takes a line that is in the room's log out of the outbox.
func (s *session) answered(id chat.MessageID) {
	if s.outbox.drop(id) {
		s.keep.answered(id)
	}
}

// declined puts a line aside that the room did not take.
func (s *session) declined(d chat.Declined) {
	switch {
	case s.forgets:
		s.answered(d.ID)
	case s.outbox.fail(d.ID):
		s.keep.declined(d)
	}
	if d.Code == chat.NotKept {
		s.outbox.hold()
	}
}

// giveBack takes out of the outbox what was meant for the room before: the
// person hears of each line why it was not said. Who follows to whichever room
// is there now means that one with all they say, but for what an earlier program
// left.
func (s *session) giveBack(why chat.Refusal) {
	follows := s.follows && !s.reached
	for _, l := range s.outbox.waiting() {
		if follows && !l.earlier {
			continue
		}
		d := chat.Declined{ID: l.id, Refusal: why}
		s.declined(d)
		s.emit(vm.Happened{Room: s.key, Event: d})
	}
}

// waiting counts the lines that the room has not answered for.
func (s *session) waiting() int { return s.outbox.len() }

// seated tells whether the room has taken this person in.
func (s *session) seated() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.client != nil && !s.epoch.IsZero()
}

// socket describes the connection; ok is false while there is none.
func (s *session) socket() (socket netcore.Socket, who chat.MemberID, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client == nil {
		return netcore.Socket{}, chat.MemberID{}, false
	}
	return s.client.Socket(), s.client.Host(), true
}
