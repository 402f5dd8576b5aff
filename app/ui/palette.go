package ui

import "image/color"

// palette is one set of colours. Each pair that carries text keeps a contrast
// of 4.5:1 (WCAG 2.2, success criterion 1.4.3); a test holds it to that.
type palette struct {
	paper, side, card color.NRGBA // what things stand on: the page, its columns, raised parts
	ink, muted        color.NRGBA // text, and text that steps back
	accent, onAccent  color.NRGBA
	own               color.NRGBA // the ground of a person's own lines
	danger, onDanger  color.NRGBA
	alarm             color.NRGBA // the ground of a warning
	line, edge        color.NRGBA // hairlines between parts, borders of fields
	hover, selected   color.NRGBA // grounds of a row under the pointer and of the chosen one
	shade             color.NRGBA // what dims the page behind a dialog
	marked            color.NRGBA // the ground of selected text
}

var light = palette{
	paper: rgb(0xFAF8F4), side: rgb(0xF6F3ED), card: rgb(0xFFFFFF),
	ink: rgb(0x1E2329), muted: rgb(0x636D79),
	accent: rgb(0x0B7A63), onAccent: rgb(0xFFFFFF),
	own:    rgb(0xE2F2EC),
	danger: rgb(0xB93815), onDanger: rgb(0xFFFFFF),
	alarm: rgb(0xFDF2EC),
	line:  rgb(0xE8E3DA), edge: rgb(0xCFC8BB),
	hover: rgb(0xFBF9F6), selected: rgb(0xFFFFFF),
	shade:  color.NRGBA{0x1E, 0x23, 0x29, 0x59},
	marked: color.NRGBA{0x0B, 0x7A, 0x63, 0x3D},
}

var dark = palette{
	paper: rgb(0x14171B), side: rgb(0x101316), card: rgb(0x1B1F25),
	ink: rgb(0xE7E9EC), muted: rgb(0x98A2AE),
	accent: rgb(0x37C5A5), onAccent: rgb(0x0A1F1A),
	own:    rgb(0x17342D),
	danger: rgb(0xF2784B), onDanger: rgb(0x24100A),
	alarm: rgb(0x2C1D17),
	line:  rgb(0x252A31), edge: rgb(0x3A424C),
	hover: rgb(0x181C21), selected: rgb(0x20252C),
	shade:  color.NRGBA{0x00, 0x00, 0x00, 0x99},
	marked: color.NRGBA{0x37, 0xC5, 0xA5, 0x4D},
}

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xFF}
}
