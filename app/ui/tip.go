package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// tip is a sentence over what the pointer rests on.
type tip struct {
	ground *canvas.Rectangle
	texts  []*canvas.Text
}

// show draws text on a card whose lower right corner is at x and y, or whose
// upper right one is at below where there is no place above.
func (t *tip) show(text string, x, y, below float32) []fyne.CanvasObject {
	const padX, padY = 1.25 * grid, grid
	if t.ground == nil {
		t.ground = &canvas.Rectangle{CornerRadius: grid}
	}
	runes := []rune(text)
	spans := faceSmall.wrap(runes, max(min(40*grid, x-2*grid-2*padX), 12*grid))
	step, widest := faceSmall.lineHeight()+2, float32(0)
	for _, s := range spans {
		widest = max(widest, faceSmall.width(runes[s.start:s.end]))
	}
	size := fyne.NewSize(widest+2*padX, float32(len(spans))*step+2*padY)
	at := fyne.NewPos(max(x-size.Width, 0), y-size.Height)
	if at.Y < 0 {
		at.Y = below
	}
	t.ground.FillColor, t.ground.StrokeColor, t.ground.StrokeWidth = theme.Color(colorCard), theme.Color(colorEdge), 1
	t.ground.Shadow = canvas.Shadow{Color: theme.Color(theme.ColorNameShadow), BlurRadius: grid, Offset: fyne.NewPos(0, 2)}
	t.ground.Move(at)
	t.ground.Resize(size)
	objects := []fyne.CanvasObject{t.ground}
	for i, s := range spans {
		if i == len(t.texts) {
			t.texts = append(t.texts, &canvas.Text{})
		}
		line := t.texts[i]
		line.Text, line.Color, line.TextSize = fromLeftSide(string(runes[s.start:s.end])), theme.Color(colorInk), faceSmall.size
		line.Resize(line.MinSize())
		line.Move(at.AddXY(padX, padY+float32(i)*step))
		canvas.Refresh(line)
		objects = append(objects, line)
	}
	canvas.Refresh(t.ground)
	return objects
}

// explain says how far the line under the pointer has come, while the pointer
// rests on the symbol for it, who reacted, while it rests on a reaction, or what a
// tool does.
func (t *transcript) explain(height float32) []fyne.CanvasObject {
	if objects := t.explainTool(); objects != nil {
		return objects
	}
	if r := t.rowOf(t.pointer.over); r != nil {
		if chip, at, ok := r.chipAt(t.pointer.at.X, t.pointer.at.Y-r.top); ok {
			right := min(max(at.x+at.w, 24*grid), t.laidOut)
			return t.tip.show(t.source.Reacted(r.line.Reactions, chip.Emoji), right, r.top+at.y-grid/2, r.top+at.y+at.h+grid/2)
		}
	}
	r := t.rowOf(t.pointer.state)
	if t.pointer.state == 0 || r == nil {
		return nil
	}
	text := t.source.Delivery(r.line.Line)
	if text == "" {
		return nil
	}
	top := min(r.top+r.state.y, height)
	return t.tip.show(text, t.laidOut-r.margin()/2, top-grid, top+r.state.h+grid)
}
