package vm

import (
	"time"

	"landline/netcore/chat"
)

// Writing lists who is writing in the room at the moment now, besides this
// person.
func (r *Room) Writing(now time.Time) (list []chat.Member) {
	for _, t := range r.presence.typists {
		if now.Before(t.until) && t.ID != r.me && r.link == Seated {
			list = append(list, t.Member)
		}
	}
	return list
}
