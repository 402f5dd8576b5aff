package ui

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"landline/app/vm"
)

// target is a line that is to come into view as soon as the view has a size.
type target struct {
	seq   uint64
	at    int // with any: the ordinal of the line, in place of seq
	any   bool
	part  float32 // how far down the view, from 0 to 1
	glows bool
}

// reveal brings line seq to the middle of the view and marks it for a moment.
func (t *transcript) reveal(seq uint64) {
	t.target = target{seq: seq, part: 0.5, glows: true}
	t.update()
}

// revealAt is reveal for the line with ordinal i.
func (t *transcript) revealAt(i int) {
	t.target = target{at: i, any: true, part: 0.5, glows: true}
	t.update()
}

// showFrom brings line seq, the first unread one, into the upper part of the
// view. Where it cannot be, or all that follows fits, the newest line is shown.
func (t *transcript) showFrom(seq uint64) {
	t.target, t.told = target{seq: seq, part: 0.25}, false
	t.update()
}

// aim moves the view to its target.
func (t *transcript) aim(height float32) {
	to := t.target
	t.target = target{}
	i, ok := to.at, to.any
	if to.seq != 0 {
		i, ok = t.source.Lines().Ordinal(to.seq)
	}
	if !ok {
		return
	}
	r := t.bind(i)
	t.pinned = false
	t.hold(i, -max((height-r.height)*to.part, 0))
	if to.glows {
		t.choice.key, t.choice.near = r.line.Key, i // the keyboard goes on from there
		t.light(r.line.Key)
	}
}

// How long a revealed line stays marked, and which part of that it fades.
const (
	glowing  = 2400 * time.Millisecond
	fadeFrom = 0.6
	glowInk  = 0x26
)

// glow is the ground under a line that was just revealed.
type glow struct {
	key    vm.LineKey
	ground *canvas.Rectangle
	alpha  uint8
	stop   func()
}

// light marks a line, and no other.
func (t *transcript) light(key vm.LineKey) {
	t.dim()
	t.glow.key, t.glow.alpha = key, glowInk
	t.glow.stop = t.run(glowing, func(done float32) {
		if t.glow.key != key {
			return
		}
		alpha := uint8(min((1-done)/(1-fadeFrom), 1) * glowInk)
		if done == 1 {
			t.glow.key = 0
			t.arrange()
		} else if alpha != t.glow.alpha {
			t.glow.alpha = alpha
			t.paintGlow()
		}
	})
}

// dim ends the mark before its time.
func (t *transcript) dim() {
	if t.glow.key != 0 && t.glow.stop != nil {
		t.glow.stop()
	}
	t.glow.key = 0
}

func (t *transcript) paintGlow() {
	if t.glow.ground == nil {
		return
	}
	c := color.NRGBAModel.Convert(theme.Color(colorAccent)).(color.NRGBA)
	t.glow.ground.FillColor = faint(c, t.glow.alpha)
	canvas.Refresh(t.glow.ground)
}

// shine is the mark at its place.
func (t *transcript) shine() []fyne.CanvasObject {
	r := t.rowOf(t.glow.key)
	if t.glow.key == 0 || r == nil {
		return nil
	}
	if t.glow.ground == nil {
		t.glow.ground = &canvas.Rectangle{CornerRadius: grid}
	}
	side := r.margin() - grid
	t.glow.ground.Move(fyne.NewPos(side, r.top+r.start-grid/2))
	t.glow.ground.Resize(fyne.NewSize(t.laidOut-2*side, r.height-r.start+grid))
	t.paintGlow()
	return []fyne.CanvasObject{t.glow.ground}
}
