package ui

import (
	"fmt"
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"landline/assets"
)

// glyph is one of our symbols in a colour of the theme.
type glyph struct {
	widget.BaseWidget
	name string
	ink  fyne.ThemeColorName
	size float32
}

// newGlyph is a symbol as large as size beside text of the usual size.
func newGlyph(name string, size float32, ink fyne.ThemeColorName) *glyph {
	g := &glyph{name: name, ink: ink, size: scaled(size)}
	g.ExtendBaseWidget(g)
	return g
}

// set changes the symbol and its colour.
func (g *glyph) set(name string, ink fyne.ThemeColorName) {
	if g.name == name && g.ink == ink {
		return
	}
	g.name, g.ink = name, ink
	g.Refresh()
}

func (g *glyph) CreateRenderer() fyne.WidgetRenderer {
	r := &glyphRenderer{glyph: g, image: newGlyphImage()}
	r.Refresh()
	return r
}

type glyphRenderer struct {
	glyph *glyph
	image *canvas.Image
}

func (r *glyphRenderer) Destroy() {}

func (r *glyphRenderer) Layout(size fyne.Size) {
	side := r.glyph.size
	r.image.Resize(fyne.NewSquareSize(side))
	r.image.Move(fyne.NewPos((size.Width-side)/2, (size.Height-side)/2))
}

func (r *glyphRenderer) MinSize() fyne.Size           { return fyne.NewSquareSize(r.glyph.size) }
func (r *glyphRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.image} }

func (r *glyphRenderer) Refresh() {
	r.image.Resource = glyphResource(r.glyph.name, theme.Color(r.glyph.ink))
	r.image.Refresh()
}

func newGlyphImage() *canvas.Image {
	image := &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleSmooth}
	return image
}

// glyphResource is a symbol in one colour. The name tells the colours apart,
// because Fyne keeps drawn symbols by their name.
func glyphResource(name string, c color.Color) fyne.Resource {
	nrgba := color.NRGBAModel.Convert(c).(color.NRGBA)
	hex := fmt.Sprintf("%02x%02x%02x", nrgba.R, nrgba.G, nrgba.B)
	svg := strings.ReplaceAll(string(assets.Glyph(name)), "currentColor", "#"+hex)
	return fyne.NewStaticResource("landline-"+name+"-"+hex+".svg", []byte(svg))
}

// iconResource is the program's icon.
func iconResource() fyne.Resource { return fyne.NewStaticResource("landline.svg", assets.Icon) }
