package app

import (
	"landline/app/vm"
	"landline/netcore/chat"
)

// sought is a line that is to be shown once the room has been entered or, where
// the host is still sending what was said last, once the line has come.
type sought struct {
	chat.Cursor
	missed func()
}

// Seek brings a line of a room into its view.
func (d *Desk) Seek(room vm.Key, line chat.Cursor) {
	if s := d.seat(room); s != nil {
		d.runs.Go(func() { d.seek(s, line) })
	}
}

func (d *Desk) seek(s *seat, line chat.Cursor) {
	select {
	case <-s.ready:
		s.back.seek(line, func() { d.runs.Go(func() { d.feed.push(vm.Missed{Room: s.key}) }) })
	case <-s.done:
	}
}

// seek is reveal for a line of a room that may not have been entered yet.
func (b *scrollback) seek(line chat.Cursor, missed func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.giveUp()
	b.sought = sought{line, missed}
	b.find()
}

// find shows the line that is sought, as soon as that can be decided.
func (b *scrollback) find() {
	s := b.sought
	if s.Seq == 0 {
		return
	}
	here := b.epoch == s.Epoch && b.top != 0
	switch {
	case here && s.Seq <= b.newest:
		b.sought = sought{}
		b.show(s.Epoch, s.Seq, s.missed)
	case b.stays == 0: // another log may come
	case here && s.Seq <= b.head: // it is on its way
	default:
		b.sought = sought{}
		s.missed()
	}
}
