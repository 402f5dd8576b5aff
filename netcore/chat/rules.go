package chat

import "time"

// Limits of Rules.
const (
	MaxTopic      = 256  // bytes
	MaxReaction   = 32   // bytes of one emoji
	MaxModerators = 64   // beside the host
	MaxSentences  = 1000 // people muted, and people banned
	MaxFor        = 366 * 24 * time.Hour
)

// Rules are what holds in a room by the will of its moderators: all that
// follows from the moderating acts of its log. The zero Rules are those of a
// new room. Rules are values: no method changes a slice that another copy has.
type Rules struct {
	Topic      string
	Slow       time.Duration // one line of each member in this time; 0 for no limit
	Locked     bool          // nobody new may come in
	Moderators []MemberID    // beside the host, in order of their ids
	Muted      []Sentence    // in order of their ids
	Banned     []Sentence    // in order of their ids; known to moderators only
}

// Sentence is what one person may not do, and how long.
type Sentence struct {
	Whom  MemberID
	Name  string    // what they were called then
	Until time.Time // zero: until it is lifted
	Addrs string    // from where they came, as the host saw it; known to the host only
}

// Over tells whether a sentence has run out.
func (s Sentence) Over(now time.Time) bool { return !s.Until.IsZero() && !now.Before(s.Until) }
