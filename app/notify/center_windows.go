package notify

import (
	"context"
	"crypto/rand"
	"fmt"
	"sync"
	"sync/atomic"

	"git.sr.ht/~jackmordaunt/go-toast/wintoast"
)

// activator is the COM class that Windows asks for when a note is clicked on. The
// registry keeps it, so it is never another one.
const activator = "{7992C0E0-A3F8-4E29-AB22-361F7D14C285}"

// clicksKept bounds the clicks that wait to be followed; a click beyond it does
// nothing.
const clicksKept = 16

// toasts shows notes by the notification API of Windows. What it goes through can
// neither replace a note nor take it back.
//
// It needs no thread of its own. wintoast enters the multithreaded apartment on the
// thread of the first note; COM then counts every other thread that entered none
// among it, for as long as that thread lives, and Go ends no thread but that of a
// goroutine that was locked to it. Of the objects that a note takes wintoast gives
// some back only when the program ends.
type toasts struct {
	app   wintoast.AppData
	run   string // tells our notes from those of other runs of the program
	sound *chime
	told  chan func()

	followed func(key int)
}

// clicked is who hears of clicks: wintoast has one callback in a program, and does
// not guard it. It is set once, before the first note.
var (
	clicked   atomic.Pointer[toasts]
	listening = sync.OnceFunc(func() {
		wintoast.SetActivationCallback(func(_, argument string, _ []wintoast.UserData) {
			if t := clicked.Load(); t != nil {
				t.click(argument)
			}
		})
	})
)

func connect(_ context.Context, c Config) (center, error) {
	t := &toasts{
		app: wintoast.AppData{AppID: c.Name, GUID: activator}, run: rand.Text(), sound: newChime(c.Log),
		told: make(chan func(), clicksKept), followed: c.Followed,
	}
	if c.Icon != nil {
		path, err := cached("icon.png", c.Icon)
		if err != nil {
			c.Log.Debug("notes are without an icon", "err", err)
		}
		t.app.IconPath = path
	}
	clicked.Store(t)
	listening()
	return t, nil
}

// click is called on a thread of COM, which it must not hold up.
func (t *toasts) click(argument string) {
	key, ok := launched(t.run, argument)
	if !ok {
		return
	}
	select {
	case t.told <- func() { t.followed(key) }:
	default:
	}
}

// show rings whether there is a note to see or not. The call into the system knows
// no deadline.
func (t *toasts) show(_ context.Context, key int, n Note) error {
	err := t.push(key, n)
	if n.Sound && t.sound.turn() {
		t.sound.play()
	}
	return err
}

// push registers the program before each note, of which all but the first time does
// nothing.
func (t *toasts) push(key int, n Note) (err error) {
	defer func() { // go-ole panics where an object has not the interface that it should have
		if p := recover(); p != nil {
			err = fmt.Errorf("notify: show: %v", p)
		}
	}()
	document, err := toastXML(launch(t.run, key), n)
	if err != nil {
		return err
	}
	if err := wintoast.SetAppData(t.app); err != nil {
		return fmt.Errorf("notify: register with the desktop: %w", err)
	}
	if err := wintoast.Push(document); err != nil {
		return fmt.Errorf("notify: show: %w", err)
	}
	return nil
}

func (*toasts) withdraw(context.Context, int) error { return nil }
func (t *toasts) heard() <-chan func()              { return t.told }

// close hears of no more clicks. Its notes stay where they are; a click on them
// does nothing.
func (t *toasts) close() {
	clicked.CompareAndSwap(t, nil)
	t.sound.close()
}
