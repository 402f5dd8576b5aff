package ui

import (
	"image/color"
	"math"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"landline/netcore/chat"
)

// avatar shows who somebody is: their initials on the hue that they chose, or
// else on that of their key, so that one person looks the same everywhere and a
// namesake does not.
type avatar struct {
	widget.BaseWidget
	id       chat.MemberID
	name     string
	hue      uint16 // in degrees, 1 to 360; 0 for that of the key
	side     float32
	presence chat.Presence
	signed   bool // the presence is shown
}

// newAvatar is a picture as large as side beside text of the usual size.
func newAvatar(side float32) *avatar {
	a := &avatar{side: scaled(side)}
	a.ExtendBaseWidget(a)
	return a
}

// set shows a person in the hue that they chose, as far as it is known.
func (a *avatar) set(id chat.MemberID, name string) { a.paint(id, name, hues.of(id)) }

// paint shows a person in that hue.
func (a *avatar) paint(id chat.MemberID, name string, hue uint16) {
	if a.id == id && a.name == name && a.hue == hue {
		return
	}
	a.id, a.name, a.hue = id, name, hue
	a.Refresh()
}

// sign shows how reachable the person is.
func (a *avatar) sign(p chat.Presence) {
	if a.signed && a.presence == p {
		return
	}
	a.presence, a.signed = p, true
	a.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (a *avatar) CreateRenderer() fyne.WidgetRenderer {
	r := &avatarRenderer{avatar: a, disc: &canvas.Circle{}, text: &canvas.Text{}, sign: newPresenceSign()}
	r.Refresh()
	return r
}

type avatarRenderer struct {
	avatar *avatar
	disc   *canvas.Circle
	text   *canvas.Text
	sign   presenceSign
}

func (r *avatarRenderer) Destroy() {}

func (r *avatarRenderer) Layout(size fyne.Size) {
	side := r.avatar.side
	corner := fyne.NewPos((size.Width-side)/2, (size.Height-side)/2)
	r.disc.Move(corner)
	r.disc.Resize(fyne.NewSquareSize(side))
	text := r.text.MinSize()
	r.text.Move(corner.AddXY((side-text.Width)/2, (side-text.Height)/2))
	r.text.Resize(text)
	r.sign.place(corner, side)
}

func (r *avatarRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(r.avatar.side) }

func (r *avatarRenderer) Objects() []fyne.CanvasObject {
	if !r.avatar.signed {
		return []fyne.CanvasObject{r.disc, r.text}
	}
	return []fyne.CanvasObject{r.disc, r.text, r.sign.rim, r.sign.image}
}

func (r *avatarRenderer) Refresh() {
	a := r.avatar
	paintPicture(r.disc, r.text, a.id, a.name, a.hue, a.side)
	r.sign.paint(a.presence, a.signed)
	r.Layout(a.Size())
	canvas.Refresh(r.disc)
	canvas.Refresh(r.text)
}

// paintAvatar fills a disc and its initials, in the hue that the person chose.
func paintAvatar(disc *canvas.Circle, text *canvas.Text, id chat.MemberID, name string, side float32) {
	paintPicture(disc, text, id, name, hues.of(id), side)
}

func paintPicture(disc *canvas.Circle, text *canvas.Text, id chat.MemberID, name string, chosen uint16, side float32) {
	ground, ink := hue(id, inDark())
	if chosen != 0 {
		ground, ink = hueOf(float64(chosen), inDark())
	}
	disc.FillColor = ground
	text.Text, text.Color = initials(name), ink
	text.TextSize, text.TextStyle.Bold = side*0.4, true
}

// initials are the first letters of the first and the last word.
func initials(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	if len(words) == 0 {
		return "•"
	}
	first := []rune(words[0])[:1]
	if last := words[len(words)-1]; len(words) > 1 {
		first = append(first, []rune(last)[0])
	}
	return strings.ToUpper(string(first))
}

// hue is the pair of colours of a key.
func hue(id chat.MemberID, dark bool) (ground, ink color.NRGBA) {
	return hueOf(float64(int(id[0])<<8|int(id[1]))/65536*360, dark)
}

// hueOf is the pair of colours of a hue in degrees.
func hueOf(degrees float64, dark bool) (ground, ink color.NRGBA) {
	if dark {
		return hsl(degrees, 0.30, 0.25), hsl(degrees, 0.60, 0.82)
	}
	return hsl(degrees, 0.48, 0.86), hsl(degrees, 0.60, 0.24)
}

// hsl converts from hue in degrees, saturation and lightness.
func hsl(h, s, l float64) color.NRGBA {
	a := s * min(l, 1-l)
	channel := func(n float64) uint8 {
		k := math.Mod(n+h/30, 12)
		return uint8(math.Round(255 * (l - a*max(-1, min(k-3, 9-k, 1)))))
	}
	return color.NRGBA{R: channel(0), G: channel(8), B: channel(4), A: 0xFF}
}
