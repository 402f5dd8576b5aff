package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"landline/app/words"
)

// column stacks parts with a gap between them.
func column(gap float32, parts ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedVBoxLayout(gap), parts...)
}

// row sets parts side by side with a gap between them.
func row(gap float32, parts ...fyne.CanvasObject) *fyne.Container {
	return container.New(rowLayout{layout.NewCustomPaddedHBoxLayout(gap)}, parts...)
}

// rowLayout is Fyne's, from right to left where the language goes that way.
type rowLayout struct{ boxes fyne.Layout }

// Layout implements fyne.Layout.
func (r rowLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	r.boxes.Layout(parts, size)
	mirror(parts, size.Width)
}

// MinSize implements fyne.Layout.
func (r rowLayout) MinSize(parts []fyne.CanvasObject) fyne.Size { return r.boxes.MinSize(parts) }

// mirror turns the parts of a place round where the language goes from right to
// left.
func mirror(parts []fyne.CanvasObject, width float32) {
	if !words.Current().RightToLeft() {
		return
	}
	for _, p := range parts {
		if p != nil {
			p.Move(fyne.NewPos(width-p.Position().X-p.Size().Width, p.Position().Y))
		}
	}
}

// onward are the arrow keys that lead back and on along a row: the mirrored ones
// where the language goes from right to left.
func onward() (back, on fyne.KeyName) {
	if words.Current().RightToLeft() {
		return fyne.KeyRight, fyne.KeyLeft
	}
	return fyne.KeyLeft, fyne.KeyRight
}

// inset keeps space round a part: above and below, left and right.
func inset(vertical, horizontal float32, part fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(vertical, vertical, horizontal, horizontal), part)
}

// ends sets one part left and one right; the middle takes what is left, and
// shortens when there is too little.
func ends(gap float32, left, middle, right fyne.CanvasObject) *fyne.Container {
	return container.New(endsLayout{gap}, left, middle, right)
}

// endsLayout lays out three parts; an absent or hidden one takes no space.
type endsLayout struct{ gap float32 }

func (e endsLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	left, right := float32(0), size.Width
	if p := parts[0]; p != nil && p.Visible() {
		w := p.MinSize().Width
		p.Resize(fyne.NewSize(w, size.Height))
		p.Move(fyne.NewPos(0, 0))
		left = w + e.gap
	}
	if p := parts[2]; p != nil && p.Visible() {
		w := p.MinSize().Width
		p.Resize(fyne.NewSize(w, size.Height))
		p.Move(fyne.NewPos(size.Width-w, 0))
		right = size.Width - w - e.gap
	}
	parts[1].Resize(fyne.NewSize(max(right-left, 0), size.Height))
	parts[1].Move(fyne.NewPos(left, 0))
	mirror(parts, size.Width)
}

func (e endsLayout) MinSize(parts []fyne.CanvasObject) fyne.Size {
	size := parts[1].MinSize()
	for _, p := range []fyne.CanvasObject{parts[0], parts[2]} {
		if p != nil && p.Visible() {
			m := p.MinSize()
			size = fyne.NewSize(size.Width+m.Width+e.gap, max(size.Height, m.Height))
		}
	}
	return size
}

// newFree is a container with a layout of our own.
func newFree(l fyne.Layout, parts ...fyne.CanvasObject) *fyne.Container {
	return container.New(l, parts...)
}

// none takes no space; it stands where a layout wants a part.
func none() fyne.CanvasObject {
	r := canvas.NewRectangle(theme.Color(colorNone))
	r.Hide()
	return r
}

// gap takes a fixed space.
func gap(width, height float32) fyne.CanvasObject {
	r := canvas.NewRectangle(theme.Color(colorNone))
	r.SetMinSize(fyne.NewSize(width, height))
	return r
}

// panel is a ground of a theme colour under a part.
type panel struct {
	widget.BaseWidget
	fill, edge fyne.ThemeColorName
	radius     float32
	lifted     bool
	content    fyne.CanvasObject
	ground     *canvas.Rectangle
}

func newPanel(fill, edge fyne.ThemeColorName, radius float32, content fyne.CanvasObject) *panel {
	p := &panel{fill: fill, edge: edge, radius: radius, content: content, ground: &canvas.Rectangle{}}
	p.ExtendBaseWidget(p)
	return p
}

// rim changes the colour of the panel's edge.
func (p *panel) rim(edge fyne.ThemeColorName) {
	if p.edge == edge {
		return
	}
	p.edge = edge
	p.ground.StrokeColor = theme.Color(edge)
	canvas.Refresh(p.ground)
}

func (p *panel) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{p.ground}
	if p.content != nil {
		objects = append(objects, p.content)
	}
	r := &panelRenderer{panel: p, objects: objects}
	r.paint()
	return r
}

type panelRenderer struct {
	panel   *panel
	objects []fyne.CanvasObject
}

func (r *panelRenderer) Destroy() {}

func (r *panelRenderer) Layout(size fyne.Size) {
	for _, o := range r.objects {
		o.Resize(size)
	}
}

func (r *panelRenderer) MinSize() fyne.Size {
	if r.panel.content == nil {
		return fyne.NewSquareSize(1)
	}
	return r.panel.content.MinSize()
}

func (r *panelRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *panelRenderer) Refresh() {
	r.paint()
	canvas.Refresh(r.panel.ground)
	if r.panel.content != nil {
		r.panel.content.Refresh()
	}
}

func (r *panelRenderer) paint() {
	p := r.panel
	p.ground.FillColor = theme.Color(p.fill)
	p.ground.StrokeColor, p.ground.StrokeWidth = theme.Color(p.edge), 1
	if p.edge == colorNone {
		p.ground.StrokeWidth = 0
	}
	p.ground.CornerRadius = p.radius
	if p.lifted {
		p.ground.Shadow = canvas.Shadow{Color: theme.Color(theme.ColorNameShadow), BlurRadius: 24, Offset: fyne.NewPos(0, 6)}
	}
}

// hairline is a thin line, as wide or as high as its place.
func hairline() *panel { return newPanel(colorLine, colorNone, 0, nil) }
