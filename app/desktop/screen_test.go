//go:build !nogui

package desktop_test

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"landline/app"
	"landline/app/ui"
)

// patience is when a test that waits for something to be seen gives up.
const patience = 60 * time.Second

// display is where windows stand. Fyne has one UI thread for all of them: the
// test's goroutine, which runs what the windows post while it waits.
type display struct {
	t     testing.TB
	calls chan func()
}

func newDisplay(t testing.TB) *display {
	test.NewTempApp(t)
	// A window has at most one delivery waiting, and one request to quit.
	return &display{t: t, calls: make(chan func(), 8)}
}

// until runs what is posted until holds does. On failure it says what was
// waited for and what the windows show instead.
func (d *display) until(what string, holds func() bool, windows ...*window) {
	d.t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	for !holds() {
		select {
		case call := <-d.calls:
			call()
		case <-late.C:
			for _, w := range windows {
				d.t.Logf("on the screen: %q", w.texts(""))
			}
			d.t.Fatalf("never seen: %s", what)
		}
	}
}

// window is the program with its window on a display.
type window struct {
	*display
	fyne.Window
	close func() // closes the window and waits until the program has ended
}

// open starts the program with a profile.
func (d *display) open(profile string) *window {
	w := &window{display: d, Window: test.NewTempWindow(d.t, nil)}
	w.Resize(fyne.NewSize(1200, 800))
	desks, closing, ended := make(chan *app.Desk), make(chan struct{}), make(chan int, 1)
	go func() {
		ended <- app.Run(app.Program{
			Metadata: metadata, Args: []string{"--profile", profile},
			Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: os.Stderr,
			Window: func(desk *app.Desk) error {
				desks <- desk
				<-closing
				desk.Close()
				return nil
			},
		})
	}()
	var desk *app.Desk
	select {
	case desk = <-desks:
	case code := <-ended:
		d.t.Fatalf("the program ended with %d before it had a window", code)
	}
	drawn := ui.New(w.Window, desk)
	desk.Start(app.Screen{Post: func(call func()) { d.calls <- call }, Apply: drawn.Apply, Quit: func() {}})
	closed := false
	w.close = func() {
		if closed {
			return
		}
		closed = true
		close(closing)
		if code := <-ended; code != 0 {
			d.t.Errorf("the program ended with %d", code)
		}
	}
	d.t.Cleanup(w.close)
	return w
}

// sees waits until a text stands in the window: anywhere, or within the widget
// of that type.
func (w *window) sees(text, within string) {
	w.t.Helper()
	w.until(fmt.Sprintf("%q in %q", text, within), func() bool { return w.shows(text, within) }, w)
}

func (w *window) shows(text, within string) bool { return slices.Contains(w.texts(within), text) }

// texts is every text in the window, or within the widget of that type.
func (w *window) texts(within string) (texts []string) {
	w.visit(within, func(o fyne.CanvasObject, _ fyne.Position) {
		if text, ok := o.(*canvas.Text); ok && text.Text != "" {
			texts = append(texts, text.Text)
		}
	})
	return texts
}

// glyphs is the name of every symbol, or of those within the widget of that type.
func (w *window) glyphs(within string) (names []string) {
	w.visit(within, func(o fyne.CanvasObject, _ fyne.Position) {
		if image, ok := o.(*canvas.Image); ok && image.Resource != nil {
			names = append(names, glyphName(image))
		}
	})
	return names
}

// glyphName is tick for landline-tick-0b7a63.svg.
func glyphName(image *canvas.Image) string {
	parts := strings.Split(image.Resource.Name(), "-")
	return parts[min(1, len(parts)-1)]
}

// click waits for a text and clicks on it.
func (w *window) click(text string) {
	w.t.Helper()
	w.sees(text, "")
	clicked := false // the first alone
	w.visit("", func(o fyne.CanvasObject, at fyne.Position) {
		if found, ok := o.(*canvas.Text); ok && !clicked && found.Text == text {
			clicked = true
			w.clickOn(o, at)
		}
	})
}

// clickGlyph clicks on a symbol.
func (w *window) clickGlyph(name string) {
	w.t.Helper()
	found := false
	w.visit("", func(o fyne.CanvasObject, at fyne.Position) {
		if image, ok := o.(*canvas.Image); ok && !found && image.Resource != nil && glyphName(image) == name {
			found = true
			w.clickOn(o, at)
		}
	})
	if !found {
		w.t.Fatalf("no symbol %q in the window", name)
	}
}

func (w *window) clickOn(o fyne.CanvasObject, at fyne.Position) {
	test.TapCanvas(w.Canvas(), at.AddXY(o.Size().Width/2, o.Size().Height/2))
}

// types types a text and presses Enter, wherever the keyboard is.
func (w *window) types(text string) {
	w.t.Helper()
	for _, letter := range text {
		w.keyboard().TypedRune(letter)
	}
	w.keyboard().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

func (w *window) keyboard() fyne.Focusable {
	w.t.Helper()
	focused := w.Canvas().Focused()
	if focused == nil {
		w.t.Fatalf("nothing in the window listens to the keyboard: %q", w.texts(""))
	}
	return focused
}

// visit calls f for everything that is drawn, or for what is within the widget
// of that type.
func (w *window) visit(within string, f func(fyne.CanvasObject, fyne.Position)) {
	walk(front(w.Canvas()), spot{}, func(o fyne.CanvasObject, s spot) {
		if within == "" || slices.Contains(s.within, within) {
			f(o, s.at)
		}
	})
}

// front is what can be clicked: what lies over the window hides it.
func front(c fyne.Canvas) fyne.CanvasObject {
	if top := c.Overlays().Top(); top != nil {
		return top
	}
	return c.Content()
}

// spot is where something is drawn in a window.
type spot struct {
	at     fyne.Position
	clip   *frame   // outside of which nothing of it is seen; nil for nowhere
	within []string // the types of the widgets that it belongs to, the outermost first
}

// frame is a part of a window.
type frame struct{ from, to fyne.Position }

// meet is what two parts of a window share.
func (f frame) meet(other *frame) frame {
	if other == nil {
		return f
	}
	return frame{
		fyne.NewPos(max(f.from.X, other.from.X), max(f.from.Y, other.from.Y)),
		fyne.NewPos(min(f.to.X, other.to.X), min(f.to.Y, other.to.Y)),
	}
}

// walk calls f for a part of a window and everything that is drawn in it.
func walk(o fyne.CanvasObject, above spot, f func(fyne.CanvasObject, spot)) {
	if !o.Visible() {
		return
	}
	here := spot{above.at.Add(o.Position()), above.clip, above.within}
	var parts []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		parts = o.Objects
	case fyne.Widget:
		parts = test.WidgetRenderer(o).Objects()
		here.within = append(slices.Clip(here.within), fmt.Sprintf("%T", o))
	}
	f(o, here)
	if _, scrolls := o.(fyne.Scrollable); scrolls {
		inner := frame{here.at, here.at.Add(o.Size())}.meet(here.clip)
		here.clip = &inner
	}
	// What a click changes is not what is being walked.
	for _, part := range slices.Clone(parts) {
		walk(part, here, f)
	}
}
