package chat

import (
	"strconv"
	"time"
)

// Act says what an entry of a room's log does. It travels over the wire by its
// number, so a number is never given a second meaning.
type Act uint8

// The acts. Text, About, Whom and For are those of the Message and its Deed;
// what an act does not name is empty.
const (
	Line     Act = 0  // Text is said; with About it answers that line
	Edit     Act = 1  // the author gives the line About the new Text
	Delete   Act = 2  // the line About goes; its number and author stay
	React    Act = 3  // Text, one emoji, is set to the line About
	Unreact  Act = 4  // and taken away again
	Kick     Act = 5  // Whom has to leave, and may come back
	Ban      Act = 6  // Whom has to leave and may not come back, For a time or until lifted
	Unban    Act = 7  // lifts it
	Mute     Act = 8  // Whom may not speak, For a time or until lifted
	Unmute   Act = 9  // lifts it
	Slow     Act = 10 // everybody but moderators may say one line in each For; zero lifts it
	Lock     Act = 11 // nobody new may come in
	Unlock   Act = 12 // lifts it
	SetTopic Act = 13 // Text is the room's topic; empty for none
	Appoint  Act = 14 // Whom becomes a moderator
	Dismiss  Act = 15 // and is none any more
	Erased   Act = 16 // a line that was deleted: only the log itself makes one of a Line
)

var actNames = [...]string{
	"line", "edit", "delete", "react", "unreact", "kick", "ban", "unban", "mute", "unmute",
	"slow", "lock", "unlock", "topic", "appoint", "dismiss", "erased",
}

// String is the act's name in a word, as scripts get to see it.
func (a Act) String() string {
	if int(a) < len(actNames) {
		return actNames[a]
	}
	return "act " + a.number()
}

func (a Act) number() string { return strconv.Itoa(int(a)) }

// Moderates tells whether the act is one of keeping order, which not everybody
// may do and of which each is an entry of the log that the rules follow from.
func (a Act) Moderates() bool { return a >= Kick && a <= Dismiss }

// Ref names an earlier message of the same log.
type Ref struct {
	Seq uint64
	ID  MessageID
}

// IsZero tells whether the ref names nothing.
func (r Ref) IsZero() bool { return r == Ref{} }

// Deed is what a message does beside being said. The zero Deed is that of a
// plain line.
type Deed struct {
	Act    Act
	Edited bool          // a Line whose Text is not the first any more
	About  Ref           // the message that is answered, edited, deleted or reacted to
	Whom   MemberID      // the person it is done to, whose name Text is then
	For    time.Duration // how long, in whole milliseconds; 0 until lifted

	// Addrs is from where a banned person came, as the host saw it: textual IP
	// addresses with spaces between. It stays with the host and is never sent.
	Addrs string
}

// Plain tells whether a message is a line and nothing else.
func (d Deed) Plain() bool { return d == Deed{} }

// Revised is the line m after an Edit that gave it a new text.
func (m Message) Revised(text string) Message {
	m.Text, m.Edited = text, true
	return m
}

// Erasure is what stays of the line m after a Delete: its number, its author
// and its time.
func (m Message) Erasure() Message {
	m.Text, m.Deed = "", Deed{Act: Erased}
	return m
}
