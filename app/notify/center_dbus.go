//go:build linux || freebsd || openbsd || netbsd

package notify

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/godbus/dbus/v5"
)

// The names of Desktop Notifications Specification 1.2.
const (
	busName    = "org.freedesktop.Notifications"
	busPath    = dbus.ObjectPath("/org/freedesktop/Notifications")
	actionOpen = "default" // a click on the note itself
)

// closedByUs is the reason of NotificationClosed for what we asked for.
const closedByUs = 3

// signalsKept bounds the signals that wait to be read; godbus drops none, and
// holds the connection up beyond it.
const signalsKept = 64

// busCenter speaks to the notification server on the session's D-Bus.
type busCenter struct {
	Config
	conn  *dbus.Conn
	calls dbus.BusObject
	can   map[string]bool // the server's capabilities
	sound *chime
	told  chan func()
	done  chan struct{} // the reader of signals has ended
	end   chan struct{} // it is to end

	ids map[int]uint32 // of the notes that stand, by key; owned by who uses the center
}

func connect(ctx context.Context, c Config) (center, error) {
	conn, err := sessionBus(ctx)
	if err != nil {
		return nil, err
	}
	b := &busCenter{
		Config: c, conn: conn, calls: conn.Object(busName, busPath), can: make(map[string]bool), sound: newChime(c.Log),
		told: make(chan func(), signalsKept), done: make(chan struct{}), end: make(chan struct{}), ids: make(map[int]uint32),
	}
	if err := b.begin(ctx); err != nil {
		_ = conn.Close()
		return nil, err
	}
	return b, nil
}

// begin learns what the server can do, and listens to it.
func (b *busCenter) begin(ctx context.Context) error {
	var can []string
	if err := b.calls.CallWithContext(ctx, busName+".GetCapabilities", 0).Store(&can); err != nil {
		return fmt.Errorf("notify: ask the notification server: %w", err)
	}
	for _, c := range can {
		b.can[c] = true
	}
	err := b.conn.AddMatchSignalContext(ctx, dbus.WithMatchObjectPath(busPath), dbus.WithMatchInterface(busName))
	if err != nil {
		return fmt.Errorf("notify: listen to the notification server: %w", err)
	}
	signals := make(chan *dbus.Signal, signalsKept)
	b.conn.Signal(signals)
	go b.listen(signals)
	return nil
}

// listen passes on what the server tells until the connection ends.
func (b *busCenter) listen(signals <-chan *dbus.Signal) {
	defer close(b.done)
	defer close(b.told)
	for s := range signals {
		if s == nil || len(s.Body) != 2 {
			continue
		}
		id, ok := s.Body[0].(uint32)
		if !ok {
			continue
		}
		var what func()
		switch {
		case s.Name == busName+".ActionInvoked" && s.Body[1] == actionOpen:
			what = func() { b.followed(id) }
		case s.Name == busName+".NotificationClosed":
			reason, _ := s.Body[1].(uint32)
			what = func() { b.closed(id, reason) }
		default:
			continue
		}
		select {
		case b.told <- what:
		case <-b.end:
		}
	}
}

func (b *busCenter) heard() <-chan func() { return b.told }

func (b *busCenter) keyOf(id uint32) (key int, ok bool) {
	for key, other := range b.ids {
		if other == id {
			return key, true
		}
	}
	return 0, false // another program's
}

func (b *busCenter) followed(id uint32) {
	if key, ok := b.keyOf(id); ok {
		b.Followed(key)
	}
}

func (b *busCenter) closed(id, reason uint32) {
	key, ok := b.keyOf(id)
	if !ok {
		return
	}
	delete(b.ids, key)
	if reason != closedByUs {
		b.Gone(key)
	}
}

func (b *busCenter) show(ctx context.Context, key int, n Note) error {
	hints := map[string]dbus.Variant{
		"desktop-entry": dbus.MakeVariant(b.ID),
		"category":      dbus.MakeVariant("im.received"),
		"urgency":       dbus.MakeVariant(byte(1)),
	}
	sound, aloud := "", false
	if n.Sound && b.sound.turn() {
		sound, aloud = b.sound.file(), true
	}
	if sound != "" && b.can["sound"] {
		hints["sound-file"] = dbus.MakeVariant(sound)
	} else {
		hints["suppress-sound"] = dbus.MakeVariant(true)
	}
	text := n.Text
	if b.can["body-markup"] {
		text = escape(text)
	}
	var actions []string
	if b.can["actions"] {
		actions = []string{actionOpen, b.Name}
	}
	var id uint32
	err := b.calls.CallWithContext(ctx, busName+".Notify", 0, b.Name, b.ids[key], b.ID, n.Title, text, actions, hints, int32(-1)).Store(&id)
	if err != nil {
		return fmt.Errorf("notify: show: %w", err)
	}
	b.ids[key] = id
	if aloud && !b.can["sound"] {
		b.sound.play()
	}
	return nil
}

func (b *busCenter) withdraw(ctx context.Context, key int) error {
	id, ok := b.ids[key]
	if !ok {
		return nil
	}
	delete(b.ids, key)
	if err := b.calls.CallWithContext(ctx, busName+".CloseNotification", 0, id).Err; err != nil {
		return fmt.Errorf("notify: withdraw: %w", err)
	}
	return nil
}

// close takes what stands away, for as long as the server is quick about it.
func (b *busCenter) close() {
	ctx, cancel := context.WithTimeout(context.Background(), patience/6)
	defer cancel()
	for _, key := range slices.Collect(maps.Keys(b.ids)) {
		_ = b.withdraw(ctx, key) // who is gone shows nothing
	}
	close(b.end)
	_ = b.conn.Close()
	<-b.done
	b.sound.close()
}

// sessionBus is a connection of our own to the session's bus. Where there is no
// session it fails; it starts none.
func sessionBus(ctx context.Context) (*dbus.Conn, error) {
	conn, err := dbus.SessionBusPrivateNoAutoStartup()
	if err != nil {
		return nil, fmt.Errorf("notify: session bus: %w", err)
	}
	// Auth and Hello take no context: a bus that does not answer loses its socket.
	unhook := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer unhook()
	if err = conn.Auth(nil); err == nil {
		err = conn.Hello()
	}
	if err != nil {
		_ = conn.Close()
		return nil, fmt.Errorf("notify: session bus: %w", err)
	}
	return conn, nil
}

// escape writes a text in the markup of notifications, as nothing but text.
func escape(text string) string { return markup.Replace(text) }

var markup = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
