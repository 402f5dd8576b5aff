package vm

import (
	"time"

	"landline/app/words"
)

// parts notes since when a room is not reached. It comes before the link changes.
func (r *Room) parts(now time.Time, e Linked) {
	switch {
	case e.Link == Seated:
		r.away = time.Time{}
	case r.link == Seated && r.away.IsZero():
		r.away = now
	}
}

// Absence says since when the host of a room is away, and that what is kept of it
// can be read; empty where the room is reached, is this person's own, or is closed
// to them for another reason.
func (r *Room) Absence() string {
	if r.hosting || r.link != Reconnecting {
		return ""
	}
	switch r.trouble.Kind {
	case NobodyListens, NoAnswer, Unreachable, UnknownName, NotLandline, Lost, RoomClosed, NoTrouble:
	default:
		return ""
	}
	if r.away.IsZero() {
		return words.T("The host is away. What this computer has kept of the room can be read.")
	}
	return words.T("The host is away since %s. What this computer has kept of the room can be read.", moment(r.away, r.now))
}

// HostAway tells whether Landline keeps trying to reach the host of a room, who did
// not answer the last time. It is false while a connection that was just lost may
// only have stumbled, and where the host answers but lets nobody in.
func (r *Room) HostAway() bool {
	return r.Absence() != "" && r.trouble.Kind != Lost && r.trouble.Kind != NoTrouble
}

// moment names a moment in the middle of a sentence, where the word Today would not
// do, as the clock of this computer has it.
func moment(at, now time.Time) string {
	at = at.In(now.Location())
	if sameDay(at, now) {
		return words.Clock(at)
	}
	// Day, and hour.
	return words.T("%[1]s, %[2]s", words.ShortDay(at), words.Clock(at))
}
