package netcore_test

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/wire"
)

// doubled is a frame, as large as one may be, of a map that has a key twice: what
// is said of that is longer than a frame.
func doubled(kind wire.Kind, size int) []byte {
	const head, item = 2, 3 // bytes before the map's first key, and before a key's text
	n := (size-head)/2 - item - 1
	key := append(binary.BigEndian.AppendUint16([]byte{0x79}, uint16(n)), bytes.Repeat([]byte{1}, n)...)
	payload := slices.Concat([]byte{byte(kind), 0xa2}, key, []byte{0}, key, []byte{0})
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(payload))), payload...)
}

// TestFaultIsQuotedInPart has a member, and somebody at the door, send what cannot
// be read, as large as it may be. Each is told so in a short sentence, and the others
// talk on.
func TestFaultIsQuotedInPart(t *testing.T) {
	_, target := open(t, netcore.HostConfig{})
	ada := join(t, target, netcore.ClientConfig{Name: "Ada"})
	member, heard := sitRaw(t, target, "Eve")
	stranger := dialTLS(t, target)
	told := wire.NewReader(stranger)
	told.Widen()
	for who, sends := range map[string]func() (*wire.Reader, error){
		"a member": func() (*wire.Reader, error) {
			_, err := member.Write(doubled(wire.KindPing, wire.MaxFrame))
			return heard, err
		},
		"a stranger": func() (*wire.Reader, error) {
			_, err := stranger.Write(doubled(wire.KindHello, wire.MaxHello))
			return told, err
		},
	} {
		in, err := sends()
		if err != nil {
			t.Fatal(err)
		}
		no := nextFrame[wire.Refused](t, in)
		if no.Code != chat.ProtocolBroken || no.Detail == "" || len(no.Detail) > chat.MaxDetail {
			t.Errorf("%s is told %v in %d bytes", who, no.Code, len(no.Detail))
		}
	}
	say(t, ada, "still here")
	for next[chat.Said](t, ada).Text != "still here" {
	}
}

// TestLongRefusals has a host say no at great length, at the door, to a line and at
// the end. A client passes on the beginning.
func TestLongRefusals(t *testing.T) {
	long := strings.Repeat("ж", 30_000)
	good := wire.Welcome{Version: 1, Room: chat.RoomID{1}, RoomName: "Lab", Epoch: chat.Epoch{1}, First: 1, Name: "Bo"}
	check := func(what string, err error) {
		t.Helper()
		if no, ok := chat.AsRefusal(err); !ok || no.Code != chat.Kicked || len(no.Detail) != chat.MaxDetail {
			t.Errorf("%s: %d bytes", what, len(no.Detail))
		}
	}
	me := netcore.ClientConfig{Identity: newIdentity(t), Name: "Bo"}
	_, err := netcore.Dial(t.Context(), pretend(t, []wire.Frame{wire.Refused{Code: chat.Kicked, Detail: long}}), me)
	check("at the door", err)

	c, err := netcore.Dial(t.Context(), pretend(t, []wire.Frame{
		good, wire.Declined{ID: chat.MessageID{1}, Code: chat.Kicked, Detail: long}, wire.Refused{Code: chat.Kicked, Detail: long},
	}), me)
	if err != nil {
		t.Fatal(err)
	}
	check("to a line", next[chat.Declined](t, c).Refusal)
	for range c.Events() {
	}
	check("at the end", c.Err())
	_ = c.Close()
}
