//go:build !nogui

package desktop_test

import (
	"encoding/json"
	"fmt"
	"math"
	"net"
	"os"
	"path/filepath"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// eyesAt, set in the environment, is the directory where the test binary, as the
// program, has a socket named for its process: who connects is told what the
// window shows.
const eyesAt = "LANDLINE_TEST_EYES"

// shown is something that is seen in a window: a text, a symbol, or a widget that
// listens to the pointer or the keyboard. Places are pixels of the window.
type shown struct {
	Text     string   `json:",omitempty"`
	Glyph    string   `json:",omitempty"`
	Within   []string `json:",omitempty"` // the types of the widgets, its own too, the outermost first
	X, Y     int      // of what is seen of it
	W, H     int
	Cut      bool `json:",omitempty"` // more of it is hidden than seen
	Disabled bool `json:",omitempty"`
	Focused  bool `json:",omitempty"`
}

// eyes tell what the window shows.
type eyes struct {
	listener net.Listener
	closed   chan struct{}
	looking  sync.WaitGroup
}

// openEyes begins to answer; nil where nobody asks.
func openEyes() (*eyes, error) {
	dir := os.Getenv(eyesAt)
	if dir == "" {
		return nil, nil
	}
	listener, err := net.Listen("unix", filepath.Join(dir, fmt.Sprint(os.Getpid())))
	if err != nil {
		return nil, err
	}
	e := &eyes{listener: listener, closed: make(chan struct{})}
	e.looking.Go(func() {
		for {
			who, err := listener.Accept()
			if err != nil {
				return
			}
			e.answer(who)
		}
	})
	return e, nil
}

// answer looks once. What fails there is seen at the other end.
func (e *eyes) answer(who net.Conn) {
	defer who.Close()
	seen := make(chan []shown, 1)
	fyne.Do(func() { seen <- outline() }) //nolint:forbidigo // who looks is not the program
	select {
	case all := <-seen:
		_ = json.NewEncoder(who).Encode(all)
	case <-e.closed:
	}
}

// close ends them. It comes after the window, and may be called on none.
func (e *eyes) close() {
	if e == nil {
		return
	}
	close(e.closed)
	_ = e.listener.Close()
	e.looking.Wait()
}

// outline is what the window shows now. It runs on the UI thread.
func outline() (all []shown) {
	windows := fyne.CurrentApp().Driver().AllWindows()
	if len(windows) == 0 || windows[0].Content() == nil {
		return nil
	}
	c := windows[0].Canvas()
	walk(front(c), spot{}, func(o fyne.CanvasObject, s spot) {
		if one, ok := see(o, c); ok && one.stand(frame{s.at, s.at.Add(o.Size())}, s.clip, c.Scale()) {
			one.Within = s.within
			all = append(all, one)
		}
	})
	return all
}

// see is what something is that is drawn.
func see(o fyne.CanvasObject, c fyne.Canvas) (one shown, ok bool) {
	switch o := o.(type) {
	case *canvas.Text:
		return shown{Text: o.Text}, o.Text != ""
	case *canvas.Image:
		if o.Resource == nil {
			return shown{}, false
		}
		return shown{Glyph: glyphName(o)}, true
	}
	if off, can := o.(fyne.Disableable); can {
		one.Disabled = off.Disabled()
	}
	focusable, listens := o.(fyne.Focusable)
	one.Focused = listens && c.Focused() == focusable
	_, taps := o.(fyne.Tappable)
	return one, listens || taps
}

// stand says where it is, if it is seen at all.
func (s *shown) stand(whole frame, clip *frame, scale float32) bool {
	seen := whole.meet(clip)
	width, height := seen.to.X-seen.from.X, seen.to.Y-seen.from.Y
	if width <= 0 || height <= 0 {
		return false
	}
	pixels := func(f float32) int { return int(math.Round(float64(f * scale))) }
	s.X, s.Y, s.W, s.H = pixels(seen.from.X), pixels(seen.from.Y), pixels(width), pixels(height)
	s.Cut = height < (whole.to.Y-whole.from.Y)/2 || width < (whole.to.X-whole.from.X)/2
	return true
}
