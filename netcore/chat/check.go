package chat

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// need is what an act needs beside its text.
type need uint8

const (
	needAbout need = 1 << iota // a Ref
	mayAbout                   // a Ref, or none
	needWhom                   // a person
	mayFor                     // a time, or none
)

// shapes tells what each act that a member may ask for needs, and how its text
// is checked.
var shapes = [...]struct {
	need need
	text func(string) error
}{
	Line:     {mayAbout, CheckText},
	Edit:     {needAbout, CheckText},
	Delete:   {needAbout, noText},
	React:    {needAbout, checkReaction},
	Unreact:  {needAbout, checkReaction},
	Kick:     {needWhom, checkLabel},
	Ban:      {needWhom | mayFor, checkLabel},
	Unban:    {needWhom, checkLabel},
	Mute:     {needWhom | mayFor, checkLabel},
	Unmute:   {needWhom, checkLabel},
	Slow:     {mayFor, noText},
	Lock:     {0, noText},
	Unlock:   {0, noText},
	SetTopic: {0, checkTopic},
	Appoint:  {needWhom, checkLabel},
	Dismiss:  {needWhom, checkLabel},
}

// CheckDeed checks the shape of what a member asks for: that the act is one
// that a member may ask for, and has what it needs and nothing else. It tells
// nothing about who may do it; Room.Allow does. It looks at neither Edited nor
// Addrs, which no member tells. It refuses with DeedInvalid, TextInvalid,
// TextTooLong or NameInvalid.
func CheckDeed(text string, d Deed) error {
	if int(d.Act) >= len(shapes) {
		return Refuse(DeedInvalid, "there is no act of number "+d.Act.number()+" to ask for")
	}
	shape := shapes[d.Act]
	if err := shape.text(text); err != nil {
		return err
	}
	return d.fits(shape.need)
}

// CheckEntry checks what a host tells of a message in its log, as CheckDeed
// checks what a member asks for. The log may hold more: what is left of a
// deleted line and of its edits, and acts of a newer program, of which only the
// text is checked.
func CheckEntry(text string, d Deed) error {
	switch {
	case d.Act == Erased:
		if text != "" || d.For != 0 {
			return Refuse(DeedInvalid, "a deleted line has a text")
		}
		return nil
	case d.Act == Edit && text == "":
		return d.fits(needAbout)
	case d.Act > Erased:
		return checkStrange(text)
	}
	return CheckDeed(text, d)
}

// fits tells whether the deed has what its act needs, and nothing else.
func (d Deed) fits(n need) error {
	about := d.About.Seq != 0 && !d.About.ID.IsZero()
	switch {
	case n&needAbout != 0 && !about, n&mayAbout != 0 && !about && !d.About.IsZero():
		return Refuse(DeedInvalid, "it has to tell which message it is about")
	case n&(needAbout|mayAbout) == 0 && !d.About.IsZero():
		return Refuse(DeedInvalid, "it is about no message")
	case n&needWhom != 0 && d.Whom.IsZero():
		return Refuse(DeedInvalid, "it has to tell whom it is done to")
	case n&needWhom == 0 && !d.Whom.IsZero():
		return Refuse(DeedInvalid, "it is done to nobody")
	case n&mayFor == 0 && d.For != 0:
		return Refuse(DeedInvalid, "it does not last")
	case d.For < 0 || d.For > MaxFor || d.For%time.Millisecond != 0:
		return Refuse(DeedInvalid, "it lasts from nothing to 366 days, in whole milliseconds")
	}
	return nil
}

func noText(text string) error {
	if text != "" {
		return Refuse(DeedInvalid, "it has no text")
	}
	return nil
}

// checkLabel checks the name of a person, which may be missing.
func checkLabel(text string) error {
	if text == "" {
		return nil
	}
	return CheckName(text)
}

// checkTopic checks a room's topic: one line, with the letters that a name may
// have.
func checkTopic(text string) error {
	switch {
	case len(text) > MaxTopic:
		return Refuse(TextTooLong, "a topic may take at most 256 bytes")
	case !utf8.ValidString(text):
		return Refuse(TextInvalid, "a topic must be valid UTF-8")
	case strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) || undrawn(r) && !joins(r) || breaks(r) }):
		return Refuse(TextInvalid, "a topic may not hold control characters or invisible ones")
	case text != "" && !strings.ContainsFunc(text, visible):
		return Refuse(TextInvalid, "a topic needs a visible character")
	}
	return nil
}

// breaks tells whether r begins a line or a paragraph without being a control
// character.
func breaks(r rune) bool { return r == '\u2028' || r == '\u2029' }

func checkReaction(text string) error {
	if len(text) > MaxReaction || !utf8.ValidString(text) || !IsEmoji(text) {
		return Refuse(TextInvalid, "a reaction is one emoji")
	}
	return nil
}

// checkStrange checks the text of an act that this program does not know.
func checkStrange(text string) error {
	if text == "" {
		return nil
	}
	return CheckText(text)
}
