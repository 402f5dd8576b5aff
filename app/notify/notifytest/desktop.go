// Package notifytest is a desktop for tests: a session bus of their own, and on
// it what a desktop has there, as far as Landline speaks to it.
package notifytest

import (
	"bufio"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/godbus/dbus/v5"
	"github.com/godbus/dbus/v5/prop"
)

// The names on the bus.
const (
	server      = "org.freedesktop.Notifications"
	serverPath  = dbus.ObjectPath("/org/freedesktop/Notifications")
	watcher     = "org.kde.StatusNotifierWatcher"
	watcherPath = dbus.ObjectPath("/StatusNotifierWatcher")
)

// Bus starts a session bus that ends with the test, and names it to everything
// that the test starts. Where the system has none the test is skipped.
func Bus(t *testing.T) (address string) {
	t.Helper()
	program, err := exec.LookPath("dbus-daemon")
	if err != nil {
		t.Skipf("a desktop for tests needs dbus-daemon: %v", err)
	}
	//nolint:gosec // the daemon of the system, in a folder of the test
	daemon := exec.Command(program, "--session", "--nofork", "--nopidfile", "--print-address=1", "--address=unix:dir="+t.TempDir())
	out, err := daemon.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = daemon.Process.Kill()
		_ = daemon.Wait()
	})
	address, err = bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("dbus-daemon names no address: %v", err)
	}
	address = strings.TrimSpace(address)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
	return address
}

// Connect is a connection to a bus that ends with the test.
func Connect(t *testing.T, address string) *dbus.Conn {
	t.Helper()
	conn, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// own takes a name on the bus.
func own(t *testing.T, conn *dbus.Conn, name string) {
	t.Helper()
	reply, err := conn.RequestName(name, dbus.NameFlagDoNotQueue)
	if err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatalf("the name %s: %v, %v", name, reply, err)
	}
}

// Shown is a notification as the server was asked for it.
type Shown struct {
	ID, Replaces uint32
	Program      string
	Icon         string
	Title, Text  string
	Actions      []string
	Hints        map[string]dbus.Variant
}

// Server is a notification server. Its channels must be read.
type Server struct {
	Shown     chan Shown  // each Notify
	Withdrawn chan uint32 // each CloseNotification

	conn *dbus.Conn
	can  []string

	mu   sync.Mutex
	last uint32
}

// Serve is a notification server with these capabilities on a bus.
func Serve(t *testing.T, address string, can ...string) *Server {
	t.Helper()
	s := &Server{Shown: make(chan Shown, 64), Withdrawn: make(chan uint32, 64), conn: Connect(t, address), can: can}
	if err := s.conn.Export(methods{s}, serverPath, server); err != nil {
		t.Fatal(err)
	}
	own(t, s.conn, server)
	return s
}

// Click is a person's click on a notification.
func (s *Server) Click(id uint32) error {
	return s.conn.Emit(serverPath, server+".ActionInvoked", id, "default")
}

// Close is the end of a notification: 1 it expired, 2 the person dismissed it.
func (s *Server) Close(id, reason uint32) error {
	return s.conn.Emit(serverPath, server+".NotificationClosed", id, reason)
}

// methods are what the bus may call.
type methods struct{ *Server }

// GetCapabilities is a method of the specification.
func (m methods) GetCapabilities() ([]string, *dbus.Error) { return m.can, nil }

// Notify is a method of the specification.
func (m methods) Notify(program string, replaces uint32, icon, title, text string, actions []string, hints map[string]dbus.Variant, _ int32) (uint32, *dbus.Error) {
	m.mu.Lock()
	id := replaces
	if id == 0 {
		m.last++
		id = m.last
	}
	m.mu.Unlock()
	m.Server.Shown <- Shown{id, replaces, program, icon, title, text, actions, hints}
	return id, nil
}

// CloseNotification is a method of the specification.
func (m methods) CloseNotification(id uint32) *dbus.Error {
	m.Withdrawn <- id
	if err := m.Close(id, 3); err != nil {
		return dbus.MakeFailedError(err)
	}
	return nil
}

// Tray is a place for tray icons.
type Tray struct {
	Items chan string // the name on the bus of each icon that registers
	Conn  *dbus.Conn
}

// ServeTray is a place for tray icons on a bus; with host false it is one that
// nobody draws.
func ServeTray(t *testing.T, address string, host bool) *Tray {
	t.Helper()
	tray := &Tray{Items: make(chan string, 8), Conn: Connect(t, address)}
	register := func(_ string, from dbus.Sender) *dbus.Error {
		tray.Items <- string(from)
		return nil
	}
	if err := tray.Conn.ExportMethodTable(map[string]any{"RegisterStatusNotifierItem": register}, watcherPath, watcher); err != nil {
		t.Fatal(err)
	}
	_, err := prop.Export(tray.Conn, watcherPath, prop.Map{watcher: {
		"IsStatusNotifierHostRegistered": {Value: host, Emit: prop.EmitFalse},
	}})
	if err != nil {
		t.Fatal(err)
	}
	own(t, tray.Conn, watcher)
	return tray
}
