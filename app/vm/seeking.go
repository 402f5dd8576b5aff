package vm

import (
	"time"

	"landline/app/words"
	"landline/netcore/chat"
)

// Missed tells that a line which was to be shown cannot be brought into a room's
// view: its log has ended, the host keeps it no longer, or is away.
type Missed struct{ Room Key }

func (Missed) event() {}

func (r *Room) seekMissed(now time.Time) {
	r.note(now, words.T("The line that you looked for is not here any more"))
}

// LineLink is an invitation to a room that shows one line of it. Link is that of
// the room; what is returned is empty where either is missing.
func LineLink(link string, line chat.Cursor) string {
	if link == "" || line.Epoch.IsZero() || line.Seq == 0 {
		return ""
	}
	return link + "&line=" + line.Mark()
}
