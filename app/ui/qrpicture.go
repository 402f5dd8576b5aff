package ui

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
	"rsc.io/qr"
)

// quietZone is how many modules stay white on each side of a QR picture
// (ISO/IEC 18004, section 9.1).
const quietZone = 4

// qrPicture is a QR picture. It is black on white in every theme, since many
// readers take no other, and each module is a whole number of the screen's own
// pixels, since blurred edges read badly.
type qrPicture struct {
	widget.BaseWidget
	side float32 // at most, in units
	text string
	code *qr.Code // nil for a text that no picture holds
}

func newQRPicture(side float32) *qrPicture {
	q := &qrPicture{side: side}
	q.ExtendBaseWidget(q)
	return q
}

// set changes the text, and tells whether a picture can hold it.
func (q *qrPicture) set(text string) bool {
	if q.text != text {
		code, err := qr.Encode(text, qr.M)
		if err != nil {
			code = nil
		}
		q.text, q.code = text, code
		q.Refresh()
	}
	return q.code != nil
}

// modules is how many modules fit across the picture, with its quiet zone.
func (q *qrPicture) modules() int {
	if q.code == nil {
		return 2 * quietZone
	}
	return q.code.Size + 2*quietZone
}

// paint draws the picture w by h pixels large.
func (q *qrPicture) paint(w, h int) image.Image {
	picture := image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.White, color.Black})
	n := q.modules()
	module := min(w, h) / n
	if q.code == nil || module == 0 {
		return picture
	}
	left, top := (w-n*module)/2, (h-n*module)/2
	for y := range q.code.Size * module {
		row := picture.Pix[(top+quietZone*module+y)*picture.Stride+left+quietZone*module:]
		for x := range q.code.Size * module {
			if q.code.Black(x/module, y/module) {
				row[x] = 1
			}
		}
	}
	return picture
}

// CreateRenderer implements fyne.Widget.
func (q *qrPicture) CreateRenderer() fyne.WidgetRenderer {
	raster := canvas.NewRaster(q.paint)
	raster.ScaleMode = canvas.ImageScalePixels
	return &qrRenderer{picture: q, raster: raster}
}

type qrRenderer struct {
	picture *qrPicture
	raster  *canvas.Raster
}

func (r *qrRenderer) Destroy()                     {}
func (r *qrRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.raster} }
func (r *qrRenderer) Refresh()                     { r.raster.Refresh() }

// MinSize is a whole number of units for each module, so that the white round
// the picture is no wider than it has to be.
func (r *qrRenderer) MinSize() fyne.Size {
	n := r.picture.modules()
	return fyne.NewSquareSize(float32(n * max(int(r.picture.side)/n, 2)))
}

func (r *qrRenderer) Layout(size fyne.Size) {
	side := min(size.Width, size.Height, r.MinSize().Width)
	put(r.raster, (size.Width-side)/2, (size.Height-side)/2, side, side)
}
