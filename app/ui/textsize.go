package ui

import (
	"math"

	"fyne.io/fyne/v2"

	"landline/app/vm"
)

// Sizes of text at the size that the person chose: setTextSize sets them, and
// only the UI thread reads them. What has been built with another size keeps it,
// which is why Window.rebuild follows.
var (
	sizeDisplay float32 = 24
	sizeTitle   float32 = 17
	sizeText    float32 = 14
	sizeSmall   float32 = 12
	sizeCaption float32 = 11
)

// scaled is a measure that grows with the text: of a symbol beside it, of a
// button round it.
func scaled(measure float32) float32 { return measure * sizeText / usualText }

// usualText is sizeText as most people have it.
const usualText = 14

// shared are the typefaces that outlive a change of the size of text.
var shared []sharedFace

// sharedFace is a typeface with the size that it follows.
type sharedFace struct {
	face *typeface
	of   *float32
	more float32
}

// shareFace makes a typeface for a package variable: its size is always of, one
// of the sizes above, and more besides.
func shareFace(of *float32, more float32, style fyne.TextStyle) *typeface {
	face := newTypeface(*of+more, style)
	shared = append(shared, sharedFace{face, of, more})
	return face
}

// setTextSize makes text about as large as that many percent of its usual size:
// in whole units, since between them Fyne sets letters too far apart.
func setTextSize(percent int) {
	scale := float32(percent) / vm.UsualText
	for size, usual := range map[*float32]float32{
		&sizeDisplay: 24, &sizeTitle: 17, &sizeText: usualText, &sizeSmall: 12, &sizeCaption: 11,
	} {
		*size = whole(usual * scale)
	}
	for _, s := range shared {
		*s.face = *newTypeface(*s.of+whole(s.more*scale), s.face.style)
	}
}

func whole(size float32) float32 { return float32(math.Round(float64(size))) }
