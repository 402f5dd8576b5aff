package vm

import (
	"landline/app/words"
	"landline/netcore/chat"
)

// Remedy is what the one button of a Notice does.
type Remedy int

// The remedies.
const (
	DialNow      Remedy = iota // try again without waiting
	TrustNew                   // take the new key for the host's, after checking
	GivePassword               // ask for the room's password, and try with it
)

// Notice is the banner over a room that is not connected.
type Notice struct {
	What   string // what happened
	Advice string // what the person can do, or what happens by itself
	Remedy Remedy
	Known  string // with TrustNew: the fingerprint trusted so far
	Given  string // with TrustNew: the fingerprint offered now
}

// Notice is the banner to show; ok is false where all is well.
func (r *Room) Notice() (n Notice, ok bool) {
	if r.link != Reconnecting && r.link != Ended {
		return Notice{}, false
	}
	n = Notice{What: clip(r.trouble.What()), Advice: r.trouble.Remedy()}
	switch {
	case n.What != "":
	case r.hosting:
		n.What = words.T("This room is not open.")
	default:
		n.What = words.T("The connection to this room is closed.")
	}
	if r.link == Reconnecting {
		again := words.T("Landline keeps trying.")
		if !r.retry.IsZero() {
			again = words.T("Landline tries again by itself, next at %s.", words.Seconds(r.retry.Local()))
		}
		if n.Advice != "" {
			again = n.Advice + " " + again
		}
		n.Advice = again
	}
	switch r.trouble.Kind {
	case KeyChanged:
		n.Remedy, n.Known, n.Given = TrustNew, r.trouble.Known, r.trouble.Given
	case PasswordWanted, PasswordWrong:
		n.Remedy = GivePassword
		if r.hosting {
			n.What, n.Advice = words.T("This room has a password."), words.T("It opens for others once you have typed it.")
			if r.trouble.Kind == PasswordWrong {
				n.What = words.T("That is not the password that this room had when it was open last.")
				n.Advice = words.T("It opens for others once you have typed the right one, or set another in the room’s settings.")
			}
		}
	}
	return n, true
}

// State says in a few words how the room is reached.
func (r *Room) State() string {
	switch {
	case r.link == Connecting && r.hosting:
		return words.T("Opening…")
	case r.link == Connecting:
		return words.T("Connecting…")
	case r.link == Reconnecting && r.hosting:
		return words.T("Opening again…")
	case r.HostAway():
		return words.T("Host away · trying again")
	case r.link == Reconnecting:
		return words.T("Reconnecting…")
	case r.link == Ended && r.hosting:
		return words.T("Not open")
	case r.link == Ended:
		return words.T("Not connected")
	case r.hosting:
		return words.T("You host this room")
	default:
		return words.T("Connected")
	}
}

// declined says why the room did not take a line, or what a line was to do, as
// the end of a sentence.
func declined(refusal chat.Refusal) string {
	if refusal.Code == chat.TooFast && refusal.Detail != "" {
		return clip(refusal.Detail) // it names the seconds to wait
	}
	if until := heldUntil(refusal.Detail); refusal.Code == chat.Muted && until != "" {
		return words.T("you are muted in this room until %s", until)
	}
	if why, ok := declinations[refusal.Code]; ok {
		return words.T(why)
	}
	return clip(refusal.Error())
}

var declinations = map[chat.Code]string{
	chat.TextTooLong:   words.Key("it is too long for one message"),
	chat.TextInvalid:   words.Key("it holds characters that cannot be shown"),
	chat.NotSeated:     words.Key("you are not in the room"),
	chat.Closing:       words.Key("the host is closing the room"),
	chat.RoomFull:      words.Key("the room is full"),
	chat.Busy:          words.Key("too many lines wait to be sent already"),
	chat.NotKept:       words.Key("the host cannot store it, because its disk is full or cannot be written"),
	chat.Banned:        words.Key("you are banned from the room"),
	chat.Kicked:        words.Key("a moderator sent you out of the room"),
	chat.Muted:         words.Key("you are muted in this room"),
	chat.TooFast:       words.Key("the room is in slow mode; wait a little"),
	chat.RoomLocked:    words.Key("the room lets no newcomers in"),
	chat.NotAllowed:    words.Key("you may not do that in this room"),
	chat.NoSuchMessage: words.Key("the line is no longer there"),
	chat.NoSuchPerson:  words.Key("nobody of that key is in the room"),
	chat.TooManyRules:  words.Key("the list is full, and something on it has to be lifted first"),
	chat.DeedInvalid:   words.Key("the host does not know how to do that"),
}

// again tells whether a line that was declined so may be taken later as it is.
func again(code chat.Code) bool {
	switch code {
	case chat.TextTooLong, chat.TextInvalid, chat.IDReused, chat.ProtocolBroken, chat.VersionMismatch,
		chat.NotAllowed, chat.NoSuchMessage, chat.NoSuchPerson, chat.DeedInvalid:
		return false
	}
	return true
}

// maxSentence is how many letters of somebody else's words a screen shows.
const maxSentence = 300

// clip shortens words that came from the other side.
func clip(text string) string {
	if runes := []rune(text); len(runes) > maxSentence {
		return string(runes[:maxSentence]) + "…"
	}
	return text
}
