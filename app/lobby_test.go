package app

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/discover"
)

// TestFind says when which rooms are heard and how long the name takes to
// resolve, and wants the right one to win, no later than it must.
func TestFind(t *testing.T) {
	lab, other := discover.Room{Name: "lab", Room: chat.RoomID{1}}, discover.Room{Name: "lab", Room: chat.RoomID{2}}
	kitchen := discover.Room{Name: "kitchen", Room: chat.RoomID{3}}
	unknown := errors.New("no such host")
	const never = time.Hour
	tests := []struct {
		name     string
		heard    map[time.Duration]discover.Room
		resolves time.Duration // never where the name cannot be a computer's
		as       error
		rooms    int
		computer bool
		after    time.Duration
	}{
		{"a room", map[time.Duration]discover.Room{25 * time.Millisecond: lab}, never, nil, 1, false, 25*time.Millisecond + settleTime},
		{"a room, and a computer that is quicker", map[time.Duration]discover.Room{25 * time.Millisecond: lab}, time.Millisecond, nil, 1, true, time.Millisecond + settleTime},
		{"a room, and no computer", map[time.Duration]discover.Room{time.Second: lab}, time.Millisecond, unknown, 1, false, time.Second + settleTime},
		{"a computer", map[time.Duration]discover.Room{25 * time.Millisecond: kitchen}, time.Millisecond, nil, 0, true, time.Millisecond + settleTime},
		{"a computer, and a room too late", map[time.Duration]discover.Room{time.Second: lab}, time.Millisecond, nil, 0, true, time.Millisecond + settleTime},
		{"two rooms", map[time.Duration]discover.Room{time.Second: lab, time.Second + 200*time.Millisecond: other}, never, nil, 2, false, time.Second + settleTime},
		{"nothing", nil, time.Millisecond, unknown, 0, false, findTime},
		{"nothing, of a name no computer has", nil, never, nil, 0, false, findTime},
		{"a computer that is slow to find", nil, 2 * findTime, nil, 0, true, findTime},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				heard := func() (now []discover.Room) {
					for at, room := range tt.heard {
						if time.Since(began) >= at {
							now = append(now, room)
						}
					}
					return now
				}
				l := &lookout{name: "lab", rooms: heard, bell: make(chan struct{}, 1)}
				for at := range tt.heard {
					time.AfterFunc(at, func() { ring(l.bell) })
				}
				var resolved chan error
				if tt.resolves != never {
					resolved = make(chan error, 1)
					time.AfterFunc(tt.resolves, func() { resolved <- tt.as })
				}
				rooms, computer := l.find(t.Context(), resolved)
				if len(rooms) != tt.rooms || computer != tt.computer || time.Since(began) != tt.after {
					t.Errorf("%d rooms, computer %v after %v; want %d, %v after %v",
						len(rooms), computer, time.Since(began), tt.rooms, tt.computer, tt.after)
				}
			})
		})
	}
}

func TestFindIsInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	l := &lookout{name: "lab", rooms: func() []discover.Room { return []discover.Room{{Name: "lab"}} }, bell: make(chan struct{}, 1)}
	if rooms, computer := l.find(ctx, nil); len(rooms) > 0 || computer {
		t.Error("it found something all the same")
	}
}

func TestMeansAddress(t *testing.T) {
	tests := map[string]bool{
		"10.0.0.1": true, "lab:7679": true, "lab:99999": true, "[::1": true, "fe80::1%Wi-Fi 2": true, "localhost": true,
		"lab.example": true, "http://lab/": true, "lab": false, "Print shop": false, "Dr. No": false, "Ada’s room": false, "7": false,
	}
	for typed, want := range tests {
		target, err := netcore.ParseTarget(typed)
		if got := meansAddress(typed, target, err); got != want {
			t.Errorf("%q is an address: %v (%v)", typed, got, err)
		}
	}
}

func TestRoomOf(t *testing.T) {
	long := ""
	for range 20 {
		long += "äöü"
	}
	for _, person := range []string{"Ada", long[:54], long[:54] + "x", long[:58], "x" + long[:62], "fifty-four letters and a space behind the last of them "} {
		name, err := chat.CleanName(roomOf(person))
		if err != nil || name != roomOf(person) {
			t.Errorf("%q keeps %q: %v", person, roomOf(person), err)
		}
	}
	if got := roomOf("Ada"); got != "Ada’s room" {
		t.Errorf("Ada keeps %q", got)
	}
}

func TestAsksJSON(t *testing.T) {
	tests := []struct {
		args []string
		want bool
	}{
		{[]string{"dance", "--json"}, true},
		{[]string{"dance", "--json=true"}, true},
		{[]string{"dance", "--json=false"}, false},
		{[]string{"join", "--", "--json"}, false},
		{nil, false},
	}
	for _, tt := range tests {
		if got := asksJSON(tt.args); got != tt.want {
			t.Errorf("%v asks for JSON: %v", tt.args, got)
		}
	}
}
