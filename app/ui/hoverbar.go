package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// Measures of the bar of tools beside a line.
const (
	toolPad = 2
	toolOff = 4 // between the bar and the bubble
)

func toolSide() float32 { return scaled(3.5 * grid) }
func toolSign() float32 { return scaled(16) }

// lineActions is what a person can do with a line of a transcript. What is nil
// is not offered.
type lineActions struct {
	takeBack  func(chat.MessageID)
	sayAgain  func(chat.MessageID)
	edit      func(chat.Ref)
	erase     func(line chat.Ref, name string, mine bool)
	answer    func(chat.Ref)
	react     func(at box, line chat.Ref, mine map[string]bool) // lets an emoji be chosen
	toggle    func(line chat.Ref, emoji string, on bool)
	link      func(chat.Ref) string // to the line; empty where there is none
	reception func(chat.Ref)        // shows who has it
	seek      func(chat.Ref)        // the line is not in view
	leave     func()                // the keyboard goes back to the composer
}

// tool is one of the symbols beside the line under the pointer.
type tool struct {
	glyph string
	word  string
	ink   fyne.ThemeColorName
	do    func(at box)
}

// toolbar draws them.
type toolbar struct {
	ground *canvas.Rectangle
	mark   *canvas.Rectangle
	signs  []*canvas.Image
}

func refOf(line vm.Row) chat.Ref { return chat.Ref{Seq: line.Seq, ID: line.ID} }

// tools are those for a line.
func (t *transcript) tools(r *lineRow) (list []tool) {
	line := r.line
	if line.Kind != vm.Spoken {
		return nil
	}
	add := func(may bool, glyph, word string, do func(at box)) {
		if may {
			list = append(list, tool{glyph, word, colorMuted, do})
		}
	}
	add(line.MayReact && t.can.react != nil, "react", words.T("React"), func(at box) { t.can.react(at, refOf(line), line.Reactions.Mine()) })
	add(line.MayAnswer && t.can.answer != nil, "reply", words.T("Reply"), func(box) { t.can.answer(refOf(line)) })
	if line.Act == chat.Line && t.pointer.copied == line.Key {
		list = append(list, tool{"tick", words.T("Copied"), colorAccent, func(box) {}})
	} else {
		add(line.Act == chat.Line, "copy", words.T("Copy message"), func(box) { t.copyLine(line) })
	}
	add(len(t.choices(r)) > 1, "more", words.T("More"), func(at box) { t.menu(r, fyne.NewPos(at.x, at.y+at.h)) })
	return list
}

// toolsBox is where the tools of a line stand in the transcript: beside its
// bubble, or over the upper edge of one that takes the whole width.
func (t *transcript) toolsBox(r *lineRow, count int) box {
	b := box{w: float32(count)*toolSide() + 2*toolPad, h: toolSide() + 2*toolPad}
	top, foot := r.top+r.bubble.y, r.top+r.bubble.y+r.bubble.h
	b.x, b.y = r.bubble.x+r.bubble.w+toolOff, top
	beside := b.x+b.w <= t.laidOut-1.5*grid
	if r.line.Mine {
		b.x = r.bubble.x - toolOff - b.w
		beside = b.x >= grid
	}
	if !beside {
		b.x, b.y = r.bubble.x+r.bubble.w-b.w-grid, top-b.h+grid-2
		if r.line.Mine {
			b.x = r.bubble.x + grid
		}
	}
	b.x = max(min(b.x, t.laidOut-b.w-1.5*grid), grid/2)
	// Where the top of a long line is out of view the tools stay in it.
	b.y = max(b.y, min(float32(toolPad), foot-b.h))
	b.y = min(b.y, t.Size().Height-b.h-toolPad)
	return b
}

// hover is the bar of tools beside the line under the pointer.
func (t *transcript) hover() []fyne.CanvasObject {
	r := t.rowOf(t.pointer.over)
	if r == nil || t.pointer.dragging {
		return nil
	}
	list := t.tools(r)
	if len(list) == 0 {
		return nil
	}
	if t.bench.ground == nil {
		t.bench.ground, t.bench.mark = &canvas.Rectangle{CornerRadius: grid}, &canvas.Rectangle{CornerRadius: grid - toolPad}
	}
	at := t.toolsBox(r, len(list))
	g := t.bench.ground
	g.FillColor, g.StrokeColor, g.StrokeWidth = theme.Color(colorCard), theme.Color(colorEdge), 1
	g.Shadow = canvas.Shadow{Color: theme.Color(theme.ColorNameShadow), BlurRadius: grid, Offset: fyne.NewPos(0, 1)}
	put(g, at.x, at.y, at.w, at.h)
	canvas.Refresh(g)
	objects := []fyne.CanvasObject{g}
	if n := t.pointer.tool; n > 0 && n <= len(list) {
		t.bench.mark.FillColor = theme.Color(theme.ColorNameHover)
		cell := cellOf(at, n-1)
		put(t.bench.mark, cell.x, cell.y, cell.w, cell.h)
		canvas.Refresh(t.bench.mark)
		objects = append(objects, t.bench.mark)
	}
	for i, tool := range list {
		if i == len(t.bench.signs) {
			t.bench.signs = append(t.bench.signs, newGlyphImage())
		}
		sign, cell := t.bench.signs[i], cellOf(at, i)
		ink := tool.ink
		if t.pointer.tool == i+1 && ink == colorMuted {
			ink = colorInk
		}
		sign.Resource = glyphResource(tool.glyph, theme.Color(ink))
		side := toolSign()
		put(sign, cell.x+(cell.w-side)/2, cell.y+(cell.h-side)/2, side, side)
		sign.Refresh()
		objects = append(objects, sign)
	}
	return objects
}

// cellOf is where one of the tools stands.
func cellOf(bar box, i int) box {
	return box{bar.x + toolPad + float32(i)*toolSide(), bar.y + toolPad, toolSide(), toolSide()}
}

// toolAt finds the tool at a place of the transcript. Over tells whether the
// place belongs to the bar, a little around it too, so that nobody loses it on
// the way there.
func (t *transcript) toolAt(at fyne.Position) (n int, list []tool, bar box, over bool) {
	r := t.rowOf(t.pointer.over)
	if r == nil {
		return 0, nil, box{}, false
	}
	if list = t.tools(r); len(list) == 0 {
		return 0, nil, box{}, false
	}
	bar = t.toolsBox(r, len(list))
	for i := range list {
		if cellOf(bar, i).holds(at.X, at.Y) {
			return i + 1, list, bar, true
		}
	}
	near := box{bar.x - toolOff - 1, bar.y - toolOff, bar.w + 2*toolOff + 2, bar.h + 2*toolOff}
	return 0, list, bar, near.holds(at.X, at.Y)
}

// inWindow is where a place of the transcript is in the window.
func (t *transcript) inWindow(b box) box {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(t)
	return box{at.X + b.x, at.Y + b.y, b.w, b.h}
}

// explainTool names the tool under the pointer.
func (t *transcript) explainTool() []fyne.CanvasObject {
	n, list, bar, _ := t.toolAt(t.pointer.at)
	if n == 0 || t.pointer.tool != n {
		return nil
	}
	cell, word := cellOf(bar, n-1), list[n-1].word
	half := faceSmall.width([]rune(word))/2 + 1.25*grid
	right := min(max(cell.x+cell.w/2+half, 2*half), t.laidOut)
	return t.tip.show(word, right, bar.y-grid/2, bar.y+bar.h+grid/2)
}
