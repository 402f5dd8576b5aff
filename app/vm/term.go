package vm

import (
	"strings"
	"time"

	"landline/app/words"
)

// hostClock is how a host writes until when a sentence holds, in UTC
// (chat.Refusal.Detail).
const hostClock = "2006-01-02 15:04 UTC"

// heldUntil finds until when somebody is muted or banned in what a host said, and
// writes it as the clock and the language of this computer do; empty where the host
// named no end.
func heldUntil(detail string) string {
	_, text, found := strings.Cut(detail, " until ")
	at, err := time.Parse(hostClock, text)
	if !found || err != nil {
		return ""
	}
	at = at.Local()
	// Day, and hour.
	return words.T("%[1]s, %[2]s", words.ShortDate(at), words.Clock(at))
}
