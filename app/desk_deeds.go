package app

import (
	"time"

	"landline/app/vm"
	"landline/netcore/chat"
)

// Say says a line in a room.
func (d *Desk) Say(room vm.Key, text string) { d.Do(room, text, chat.Deed{}) }

// Do says a line that does something.
func (d *Desk) Do(room vm.Key, text string, deed chat.Deed) {
	s := d.seat(room)
	if s == nil {
		return
	}
	id := chat.NewMessageID()
	d.feed.put(vm.Queued{Room: room, ID: id, Text: text, At: time.Now(), Deed: deed})
	if err := s.session.do(id, text, deed); err != nil {
		refusal, _ := chat.AsRefusal(err)
		d.feed.put(vm.Happened{Room: room, Event: chat.Declined{ID: id, Refusal: refusal}})
	}
	if deed.Act == chat.Line {
		s.session.keep.drafted("") // it was the draft
	}
}
