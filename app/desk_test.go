package app_test

import (
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"landline/app"
	"landline/app/vm"
	"landline/netcore/chat"
)

// screen is a window without pixels: it runs what the desk posts, one call at
// a time, and hands the events on.
type screen struct {
	t      testing.TB
	desk   *app.Desk
	events chan vm.Event
	lobby  vm.Lobby // as it was last shown
	end    func()
}

// openDesk starts the program with a profile and arguments, as its window does.
func openDesk(t testing.TB, profile string, args ...string) *screen {
	t.Helper()
	s := launch(t, profile, args...)
	if s == nil {
		t.Fatal("the program left everything to a window that is there already")
	}
	return s
}

// launch is openDesk, or nil where this profile has a window already.
func launch(t testing.TB, profile string, args ...string) *screen {
	t.Helper()
	s := &screen{t: t, events: make(chan vm.Event, 1<<16)}
	opened, closing, ended := make(chan struct{}), make(chan struct{}), make(chan int, 1)
	go func() {
		ended <- app.Run(app.Program{
			Metadata: "[Details]\nVersion = \"0.0.0-test\"\n",
			Args:     append([]string{"--profile", profile}, args...),
			Stdin:    strings.NewReader(""), Stdout: io.Discard, Stderr: os.Stderr,
			Window: func(d *app.Desk) error {
				s.desk = d
				s.run(opened, closing)
				return nil
			},
		})
	}()
	select {
	case <-opened:
	case code := <-ended:
		if code != 0 {
			t.Fatalf("the program ended with %d before its window was open", code)
		}
		return nil
	}
	closed := false
	s.end = func() {
		if closed {
			return
		}
		closed = true
		close(closing)
		if code := <-ended; code != 0 {
			t.Errorf("the program ended with %d", code)
		}
	}
	t.Cleanup(s.end)
	return s
}

// run is the UI thread.
func (s *screen) run(opened chan<- struct{}, closing <-chan struct{}) {
	calls := make(chan func())
	gone := make(chan struct{})
	s.desk.Start(app.Screen{
		Post: func(f func()) {
			go func() { // as fyne.Do: the caller does not wait
				select {
				case calls <- f:
				case <-gone:
				}
			}()
		},
		Apply: func(events []vm.Event) {
			for _, e := range events {
				s.events <- e
			}
		},
		Quit: func() {},
	})
	close(opened)
	for {
		select {
		case f := <-calls:
			f()
		case <-closing:
			close(gone)
			s.desk.Close()
			return
		}
	}
}

// await waits for an event of type E that fits and skips the others.
func await[E vm.Event](s *screen, fits func(E) bool) E {
	s.t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		select {
		case e := <-s.events:
			if lobby, ok := e.(vm.Lobby); ok {
				s.lobby = lobby
			}
			if want, ok := e.(E); ok && fits(want) {
				return want
			}
		case <-late.C:
			s.t.Fatalf("waiting for %T: nothing came", *new(E))
		}
	}
}

// seesRooms waits until the lobby shows n rooms.
func (s *screen) seesRooms(n int) []vm.Found {
	s.t.Helper()
	if len(s.lobby.Rooms) != n {
		await(s, func(e vm.Lobby) bool { return len(e.Rooms) == n })
	}
	return s.lobby.Rooms
}

func anyOf[E vm.Event](E) bool { return true }

// hears waits for a line in a room.
func (s *screen) hears(room vm.Key, text string) chat.Said {
	s.t.Helper()
	var said chat.Said
	await(s, func(e vm.Happened) bool {
		m, ok := e.Event.(chat.Said)
		if ok && e.Room == room && m.Text == text {
			said = m
		}
		return said.Text != ""
	})
	return said
}

// TestDesksChat has two desks find each other, chat, and part.
func TestDesksChat(t *testing.T) {
	ada, bo := openDesk(t, t.TempDir()), openDesk(t, t.TempDir())
	ada.desk.Rename("Ada")
	bo.desk.Rename("Bo")
	ada.desk.Host(vm.NewRoom{Name: "Front desk", Port: 0})
	mine := await(ada, anyOf[vm.Opened])
	if !mine.Hosting || mine.Name != "Front desk" || mine.Address == "" {
		t.Errorf("opened %+v", mine)
	}
	r := bo.seesRooms(1)[0]
	if r.Name != "Front desk" || r.HostName != "Ada" || !r.Presence {
		t.Errorf("the lobby shows %+v", r)
	}
	bo.desk.JoinFound(r.Host, r.Room)
	his := await(bo, anyOf[vm.Opened])
	await(bo, func(e vm.Linked) bool { return e.Link == vm.Seated })

	bo.desk.JoinFound(r.Host, r.Room)
	if again := await(bo, anyOf[vm.Opened]); again.Room != his.Room {
		t.Errorf("asked for twice, the room was opened twice: %+v", again)
	}

	bo.desk.Say(his.Room, "Hello, Ada")
	queued := await(bo, anyOf[vm.Queued])
	if said := bo.hears(his.Room, "Hello, Ada"); said.ID != queued.ID || said.Seq != 1 {
		t.Errorf("Bo's line came back as %+v", said)
	}
	ada.hears(mine.Room, "Hello, Ada")
	ada.desk.Say(mine.Room, "Hello, Bo")
	bo.hears(his.Room, "Hello, Bo")

	ada.desk.Leave(mine.Room)
	await(ada, func(e vm.Closed) bool { return e.Room == mine.Room })
	broken := await(bo, func(e vm.Linked) bool { return e.Link == vm.Reconnecting })
	if broken.Trouble.What() == "" || broken.Retry.IsZero() {
		t.Errorf("the room closed with %+v", broken)
	}
	bo.seesRooms(0)
}

// TestDeskComesBack closes both windows and opens them again: the rooms are
// there, under their old names, and their people meet again.
func TestDeskComesBack(t *testing.T) {
	adas, bos := t.TempDir(), t.TempDir()
	ada, bo := openDesk(t, adas), openDesk(t, bos)
	ada.desk.Rename("Ada")
	bo.desk.Rename("Bo")
	ada.desk.Host(vm.NewRoom{Name: "Lab", Port: 0})
	address := await(ada, anyOf[vm.Listening]).Addresses[0]
	bo.desk.Join(address)
	await(bo, func(e vm.Linked) bool { return e.Link == vm.Seated })
	bo.end()
	ada.end()

	ada, bo = openDesk(t, adas), openDesk(t, bos)
	if e := await(ada, anyOf[vm.Named]); e.Name != "Ada" {
		t.Errorf("Ada is called %q", e.Name)
	}
	if e := await(ada, anyOf[vm.Listening]); e.Addresses[0] != address {
		t.Errorf("the room is at %s, not at %s again", e.Addresses[0], address)
	}
	if e := await(bo, anyOf[vm.Recent]); len(e.Targets) != 1 || e.Targets[0] != address {
		t.Errorf("Bo's recent addresses are %q", e.Targets)
	}
	room := await(bo, anyOf[vm.Opened])
	await(bo, func(e vm.Linked) bool { return e.Link == vm.Seated && e.Room == room.Room })
}

// TestRoomThatCannotBeReopened starts again while another program has the
// room's port: the room is in the window and says so, and opens once asked.
func TestRoomThatCannotBeReopened(t *testing.T) {
	profile := t.TempDir()
	s := openDesk(t, profile)
	s.desk.Rename("Ada")
	s.desk.Host(vm.NewRoom{Name: "Lab", Port: 0})
	address := await(s, anyOf[vm.Listening]).Addresses[0]
	await(s, func(e vm.Linked) bool { return e.Link == vm.Seated })
	s.end()

	_, port, _ := net.SplitHostPort(address)
	taken, err := net.Listen("tcp", ":"+port)
	if err != nil {
		t.Fatal(err)
	}
	s = openDesk(t, profile)
	room := await(s, anyOf[vm.Opened])
	if e := await(s, func(e vm.Linked) bool { return e.Link == vm.Ended }); !room.Hosting || e.Trouble.Kind != vm.PortInUse {
		t.Errorf("%+v ended with %+v", room, e.Trouble)
	}
	_ = taken.Close()
	s.desk.Retry(room.Room)
	if e := await(s, anyOf[vm.Listening]); e.Addresses[0] != address {
		t.Errorf("then it listened at %v, not at %s", e.Addresses, address)
	}
	await(s, func(e vm.Linked) bool { return e.Link == vm.Seated })
}

// TestDeskTroubles asks for what cannot be.
func TestDeskTroubles(t *testing.T) {
	taken, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	port := taken.Addr().(*net.TCPAddr).Port
	s := openDesk(t, t.TempDir())
	s.desk.Rename("Ada")

	s.desk.Host(vm.NewRoom{Name: "Lab", Port: port})
	if e := await(s, anyOf[vm.HostFailed]); e.Trouble.Kind != vm.PortInUse || e.Trouble.Port != port || e.Trouble.Next == 0 {
		t.Errorf("a taken port: %+v", e.Trouble)
	}
	s.desk.Join("[::1")
	if e := await(s, anyOf[vm.JoinFailed]); e.Trouble.Kind != vm.AddressInvalid || e.Trouble.Target != "[::1" {
		t.Errorf("no address: %+v", e.Trouble)
	}
	s.desk.Join("127.0.0.1:1")
	if e := await(s, func(e vm.Linked) bool { return e.Link == vm.Ended }); e.Trouble.Kind != vm.NobodyListens || e.Trouble.Port != 1 {
		t.Errorf("a closed port: %+v", e.Trouble)
	}
	for text, want := range map[string]vm.TroubleKind{
		strconv.Itoa(port): vm.PortInUse,
		"70000":            vm.PortOutOfRange,
		"-1":               vm.PortOutOfRange,
		"http":             vm.PortOutOfRange,
		"0":                vm.NoTrouble,
	} {
		s.desk.CheckPort(text)
		if e := await(s, func(e vm.PortVerdict) bool { return e.Port == text }); e.Trouble.Kind != want || e.Free != (want == vm.NoTrouble) {
			t.Errorf("port %q: %+v", text, e)
		}
	}
}
