package vm

import (
	"cmp"
	"unicode"

	"landline/app/words"
)

// TroubleKind says what went wrong, as far as a person can act on it.
type TroubleKind int

// The kinds of trouble.
const (
	NoTrouble       TroubleKind = iota
	NobodyListens               // the computer answered: no room on that port
	NoAnswer                    // silence: a firewall, or the computer is off
	Unreachable                 // the network says there is no way there
	UnknownName                 // no computer of that name
	NotLandline                 // something else listens there
	VersionMismatch             // the programs are too far apart
	KeyChanged                  // another key than last time
	RoomRefused                 // the room said no; Detail says why
	PasswordWanted              // the room has a password
	PasswordWrong               // and it is not this one
	Kicked                      // a moderator sent this person out
	Banned                      // and they may not come back; Detail says for how long
	ProfileTwice                // two copies of this profile are in use
	Lost                        // the connection broke
	RoomClosed                  // the host left, or closed the room
	OwnFiles                    // the profile cannot be read or written
	PortInUse                   // another program has it; Next is free
	PortPrivileged              // below 1024 without the right
	PortOutOfRange              // not 1 to 65535
	AddressNotHere              // not an address of this computer
	AddressInvalid              // cannot be read as an address
	RoomCopied                  // it has the id of a room that this profile hosts, and another host
	OtherTrouble                // Detail is all there is
)

// Trouble is one failure with what its sentence needs.
type Trouble struct {
	Kind   TroubleKind
	Target string // what was tried: an address, a port, a name
	Port   int    // the port in question, 0 where there is none
	Next   int    // with PortInUse: a port that was free just now, 0 for none found
	Known  string // with KeyChanged: the fingerprint trusted so far
	Given  string // with KeyChanged: the fingerprint offered now
	Detail string // the other side's or the system's own words

	Elsewhere bool // with KeyChanged: it is the room that is known by another key, and was met at another address
}

// What says in one sentence what happened.
func (t Trouble) What() string {
	switch t.Kind {
	case NobodyListens:
		return words.T("The computer at %s answered, but no room is open on port %d.", t.Target, t.Port)
	case NoAnswer:
		return words.T("No answer from %s: a firewall drops the connection, or the computer is off.", t.Target)
	case Unreachable:
		return words.T("The network knows no way to %s.", t.Target)
	case UnknownName:
		return words.T("No computer is called %q on this network.", t.Target)
	case NotLandline:
		return words.T("Something listens at %s, but it is not a Landline room.", t.Target)
	case VersionMismatch:
		return words.T("The program at %s speaks another version of Landline's protocol.", t.Target)
	case KeyChanged:
		if t.Elsewhere {
			return words.T("The room at %s has the id of one that this computer knows, but its host has another key.", t.Target)
		}
		return words.T("The host at %s has another key than the one this computer knows.", t.Target)
	case RoomCopied:
		return words.T("The room at %s has the id of one that you host yourself, but another host.", t.Target)
	case RoomRefused:
		return words.T("The room said no: %s.", t.Detail)
	case PasswordWanted:
		return words.T("The room at %s has a password.", t.Target)
	case PasswordWrong:
		return words.T("That is not the password of the room at %s.", t.Target)
	case Kicked:
		return t.words(words.T("A moderator sent you out of the room"))
	case Banned:
		if until := heldUntil(t.Detail); until != "" {
			return words.T("You are banned from the room until %s.", until)
		}
		return t.words(words.T("You are banned from the room"))
	case ProfileTwice:
		return words.T("Your key is in this room from two computers at once: somebody may use a copy of your profile.")
	case Lost:
		return words.T("The connection to %s broke: %s.", t.Target, t.Detail)
	case OwnFiles:
		return words.T("Landline cannot use its own files: %s.", t.Detail)
	case RoomClosed:
		return words.T("The room at %s is closed.", t.Target)
	default:
		return t.ownAddress()
	}
}

// ownAddress says what is wrong with where to listen, or with what was typed.
func (t Trouble) ownAddress() string {
	switch t.Kind {
	case PortInUse:
		return words.T("Port %d is in use by another program on this computer.", t.Port)
	case PortPrivileged:
		return words.T("Port %d is privileged: ports below 1024 need administrator rights.", t.Port)
	case PortOutOfRange:
		if t.Target == "" {
			return words.T("A port is missing: ports go from 1 to 65535.")
		}
		return words.T("%s is not a port: ports go from 1 to 65535.", t.Target)
	case AddressNotHere:
		return words.T("%s is not an address of this computer.", t.Target)
	case AddressInvalid:
		return words.T("%q cannot be read as an address: %s.", t.Target, t.Detail)
	default:
		return t.Detail
	}
}

// words is a sentence of the host's own, which knows by whom or for how long; or
// else, where it said nothing, the given one.
func (t Trouble) words(otherwise string) string {
	runes := []rune(cmp.Or(t.Detail, otherwise))
	runes[0] = unicode.ToUpper(runes[0])
	return words.T("%s.", string(runes))
}

// Remedy says the one thing to do about it.
func (t Trouble) Remedy() string {
	switch t.Kind {
	case NobodyListens:
		return words.T("Ask for the port that the room shows in its header.")
	case NoAnswer:
		return words.T("Check that the computer is on, and that its firewall lets Landline in.")
	case Unreachable:
		return words.T("Check that both computers are on the same network.")
	case UnknownName:
		return words.T("Type the address that the room shows in its header.")
	case NotLandline:
		return words.T("Check the port with the person who hosts the room.")
	case OwnFiles:
		return words.T("Check that the folder can be written to and the disk is not full.")
	case RoomClosed:
		return words.T("Its host has left it. It opens again when they come back.")
	case VersionMismatch:
		return words.T("Update the older of the two programs.")
	case KeyChanged:
		return words.T("Ask the host, in person, whether the new key is theirs. Until then nothing is sent.")
	case RoomCopied:
		return words.T("Somebody may want to be taken for you: the host of that room has to open a new one.")
	case PasswordWanted:
		return words.T("Ask somebody in the room for it.")
	case PasswordWrong:
		return words.T("Check it, capital letters and spaces too, and try once more.")
	case Kicked:
		return words.T("You may come back.")
	case Banned:
		return words.T("Ask the person who hosts the room to lift it.")
	case ProfileTwice:
		return words.T("If the other computer is not yours, make a new profile here, and tell the people in the room.")
	case PortInUse:
		if t.Next != 0 {
			return words.T("Port %d is free.", t.Next)
		}
		return words.T("Choose another port.")
	case PortPrivileged:
		return words.T("Choose a port from 1024 to 65535.")
	case PortOutOfRange:
		return words.T("Choose a number in that range.")
	case AddressNotHere:
		return words.T("Leave the address out to listen on all of this computer's addresses.")
	case AddressInvalid:
		return words.T("Write it as address, address:port or [IPv6 address]:port.")
	default:
		return ""
	}
}
