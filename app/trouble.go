package app

import (
	"errors"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/history"
	"landline/netcore/identity"
	"landline/netcore/pake"
)

// troubleOf puts an error into the words of the window and the command line.
// target is what the person asked for.
func troubleOf(err error, target string) vm.Trouble {
	if err == nil {
		return vm.Trouble{}
	}
	t := vm.Trouble{Kind: vm.OtherTrouble, Target: target, Detail: sentence(err)}
	var dial *netcore.DialError
	var bind *netcore.BindError
	var typed *netcore.TargetError
	var link *netcore.InvitationError
	switch {
	case errors.As(err, &dial):
		t.Kind = dialKinds[dial.Fault]
		t.Port = int(dial.Target.Port)
		if dial.Addr.IsValid() {
			t.Port = int(dial.Addr.Port())
		}
		t.Known, t.Given = keysIn(err)
		var elsewhere *elsewhereError
		t.Elsewhere = errors.As(err, &elsewhere)
	case errors.As(err, &bind):
		t.Kind, t.Port, t.Next = bindKinds[bind.Kind], bind.Port, bind.Next
		if bind.Kind == netcore.PortOutOfRange {
			t.Target = strconv.Itoa(bind.Port)
		}
		if bind.Kind == netcore.AddressNotHere || bind.Kind == netcore.AddressInvalid {
			t.Target = bind.Address
		}
	case errors.As(err, &typed):
		t.Kind, t.Target, t.Detail = vm.AddressInvalid, typed.Input, typed.Reason
	case errors.As(err, &link):
		t.Detail = words.T("This invitation cannot be used: %s.", link.Reason)
	case errors.Is(err, netcore.ErrUnproved):
		t.Kind = vm.RoomRefused // a password was right or wrong, but not proved
	case isRefusal(err):
		refusal, _ := chat.AsRefusal(err)
		t.Kind = vm.RoomRefused
		if kind, ok := refusalKinds[refusal.Code]; ok {
			t.Kind, t.Detail = kind, refusal.Detail
		}
	case errors.Is(err, errNoPassword):
		t.Kind, t.Detail = vm.PasswordWanted, ""
	case errors.Is(err, pake.ErrPassword):
		t.Kind, t.Detail = vm.OtherTrouble, sentenceCase(err)
	case errors.Is(err, errOwnRoom):
		t.Kind = vm.RoomCopied
	case errors.Is(err, errAnotherRoom):
		t.Detail = words.T("Another room is open at %s now.", target)
	case errors.Is(err, errOpenElsewhere):
		t.Detail = words.T("Another Landline that runs with this profile keeps %s open.", target)
	case isOwnFault(err):
		t.Kind = vm.OwnFiles
	default:
		t.Kind = vm.Lost
	}
	if t.Kind == vm.NoTrouble {
		t.Kind = vm.OtherTrouble
	}
	return t
}

// refusalKinds are the refusals about which a person can do something of their
// own.
var refusalKinds = map[chat.Code]vm.TroubleKind{
	chat.Closing:        vm.RoomClosed,
	chat.PasswordWanted: vm.PasswordWanted,
	chat.PasswordWrong:  vm.PasswordWrong,
	chat.Kicked:         vm.Kicked,
	chat.Banned:         vm.Banned,
}

var dialKinds = map[netcore.DialFault]vm.TroubleKind{
	netcore.NobodyListens:   vm.NobodyListens,
	netcore.NoAnswer:        vm.NoAnswer,
	netcore.Unreachable:     vm.Unreachable,
	netcore.UnknownHost:     vm.UnknownName,
	netcore.NotLandline:     vm.NotLandline,
	netcore.VersionMismatch: vm.VersionMismatch,
	netcore.KeyChanged:      vm.KeyChanged,
}

var bindKinds = map[netcore.BindKind]vm.TroubleKind{
	netcore.PortInUse:      vm.PortInUse,
	netcore.PortPrivileged: vm.PortPrivileged,
	netcore.PortOutOfRange: vm.PortOutOfRange,
	netcore.AddressNotHere: vm.AddressNotHere,
	netcore.AddressInvalid: vm.AddressInvalid,
}

// keysIn finds the two keys of a changed-key error.
func keysIn(err error) (known, given string) {
	var changed *identity.KeyChangedError
	var wrong *identity.WrongKeyError
	switch {
	case errors.As(err, &changed):
		return changed.Known.String(), changed.Given.String()
	case errors.As(err, &wrong):
		return wrong.Want.String(), wrong.Got.String()
	}
	return "", ""
}

// isOwnFault tells whether a file of this computer failed, not the network.
func isOwnFault(err error) bool {
	var file *fs.PathError
	var link *os.LinkError
	return errors.As(err, &file) || errors.As(err, &link) || errors.Is(err, history.ErrFull) ||
		errors.Is(err, history.ErrReadOnly) || errors.Is(err, history.ErrDamaged)
}

func isRefusal(err error) bool {
	_, ok := chat.AsRefusal(err)
	return ok
}

// sentence is the innermost words of an error, without the trail of who was
// doing what: a refusal's own where there is one.
func sentence(err error) string {
	if refusal, ok := chat.AsRefusal(err); ok {
		return refusal.Error()
	}
	text := err.Error()
	for _, trail := range []string{"app: ", "settings: ", "passwords: ", "netcore: ", "join: ", "handshake: ", "identity: ", "pake: "} {
		text = strings.TrimPrefix(text, trail)
	}
	return text
}
