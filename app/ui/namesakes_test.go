package ui

import (
	"bytes"
	"image"
	"image/color"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"landline/netcore/chat"
)

// TestMarksThatAreNotDrawnPartNoNames draws a name with every mark that it may have,
// and with what has no width besides. Where the picture is that of the name without
// it, the two are told apart by their tags.
func TestMarksThatAreNotDrawnPartNoNames(t *testing.T) {
	test.NewTempApp(t)
	c := software.NewTransparentCanvas()
	c.SetPadded(false)
	draw := func(name string) []byte {
		text := canvas.NewText(name, color.Black)
		text.TextSize = 30
		c.SetContent(text)
		c.Resize(fyne.NewSize(160, 60))
		return c.Capture().(*image.NRGBA).Pix
	}
	plain := draw("Ada")
	if bytes.Equal(plain, draw("Ade")) {
		t.Fatal("nothing is drawn")
	}
	looks := chat.Looks("Ada")
	for r := rune(0x80); r < 0x1F000; r++ {
		if !unicode.Is(unicode.M, r) && !unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r) {
			continue
		}
		name, err := chat.CleanName("Ada" + string(r))
		if err == nil && chat.Looks(name) != looks && bytes.Equal(plain, draw(name)) {
			t.Errorf("%U is not drawn, and makes another name", r)
		}
	}
}
