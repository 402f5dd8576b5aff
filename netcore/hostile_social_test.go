package netcore_test

import (
	"errors"
	"strings"
	"testing"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/wire"
)

// TestPresenceIsChecked has a member say what nobody may say about themselves.
func TestPresenceIsChecked(t *testing.T) {
	for name, f := range map[string]wire.Present{
		"too long":        {Words: strings.Repeat("x", chat.MaxStatus+1)},
		"two lines":       {Words: "a\nb"},
		"bidi override":   {Words: "\u202eevil"},
		"terminal escape": {Words: "\x1b]0;owned\a"},
		"hue":             {Hue: 361},
		"giant hue":       {Hue: 1<<16 + 5},
	} {
		t.Run(name, func(t *testing.T) {
			inLab(t, netcore.HostConfig{}, func(t *testing.T, l *lab) {
				ada := l.social(newIdentity(t), "10.0.0.2", "Ada")
				defer ada.Close()
				eve := l.puppet(newIdentity(t), "10.0.0.66", wire.Hello{Name: "Eve"})
				defer eve.close()
				eve.send(f)
				if r := nextFrame[wire.Refused](t, eve.in); r.Code != chat.ProtocolBroken {
					t.Errorf("refused with %d", r.Code)
				}
				wantHeard(t, "Ada", ada)
			})
		})
	}
	if err := (&netcore.Client{}).Present(chat.Status{Words: "a\nb"}); !errors.Is(err, chat.TextInvalid) {
		t.Errorf("a client says it: %v", err)
	}
}

// TestOldHostHearsNothing joins a host that knows nothing of presence.
func TestOldHostHearsNothing(t *testing.T) {
	welcome := wire.Welcome{Version: 1, Room: chat.RoomID{1}, RoomName: "Lab", Epoch: chat.Epoch{1}, First: 1, Name: "Bo", Members: 1}
	members := wire.Members{List: []wire.Member{{ID: chat.MemberID{1}, Name: "Eve"}}}
	c, err := netcore.Dial(t.Context(), pretend(t, []wire.Frame{welcome, members}), netcore.ClientConfig{Identity: newIdentity(t), Name: "Bo", Presence: true})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	present(t, c, lunch)
	c.Typing()
	if err := c.Rename("Bob"); err != nil {
		t.Error(err)
	}
	if err := c.Reach(7678); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("asked to dial back: %v", err)
	}
}

// TestHostileSocialHost has a host tell what nobody can say about themselves, and
// what nobody asked.
func TestHostileSocialHost(t *testing.T) {
	good := wire.Welcome{Version: 1, Room: chat.RoomID{1}, RoomName: "Lab", Epoch: chat.Epoch{1}, First: 1, Name: "Bo", Members: 1, Capabilities: []uint64{wire.Presence}}
	eve := wire.Member{ID: chat.MemberID{1}, Name: "Eve"}
	for name, frame := range map[string]wire.Frame{
		"words that steer":          wire.Presented{List: []wire.Standing{{ID: eve.ID, Words: "fine"}, {ID: eve.ID, Words: "\x1b[2J"}}},
		"words too long":            wire.Presented{List: []wire.Standing{{ID: eve.ID, Words: strings.Repeat("x", 60_000)}}},
		"a hue that is none":        wire.Presented{List: []wire.Standing{{ID: eve.ID, Hue: 361}}},
		"a bad name writes":         wire.Typing{Member: wire.Member{ID: eve.ID, Name: "E\u202eve"}},
		"somebody writes as host":   wire.Typing{Member: wire.Member{ID: eve.ID, Name: "Eve", Host: true}},
		"a dial back not asked for": wire.Reached{Port: 7678},
		"an address that is none":   wire.Reached{Port: 7678, Address: "\x1b[2J"},
		"a client's status":         wire.Present{},
		"a client's typing":         wire.Types{},
		"a client's name":           wire.Rename{Name: "Bob"},
	} {
		t.Run(name, func(t *testing.T) {
			frames := []wire.Frame{good, wire.Members{List: []wire.Member{eve}}, frame}
			c, err := netcore.Dial(t.Context(), pretend(t, frames), netcore.ClientConfig{Identity: newIdentity(t), Name: "Bo", Presence: true})
			if err != nil {
				t.Fatal(err)
			}
			next[chat.Entered](t, c)
			for e := range c.Events() {
				t.Errorf("%+v was passed on", e)
			}
			if !errors.Is(c.Err(), netcore.ErrProtocol) {
				t.Errorf("ended with %v", c.Err())
			}
			_ = c.Close()
		})
	}
}
