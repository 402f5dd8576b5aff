// Package assets holds the pictures that Landline carries inside its binary.
// All of them were drawn for Landline.
package assets

import (
	"embed"
	"fmt"
)

// Icon is the program's icon, a square SVG.
//
//go:embed icon.svg
var Icon []byte

// IconPNG is the program's icon in 512 by 512 pixels.
//
//go:embed icon.png
var IconPNG []byte

//go:embed icons/*.svg
var glyphs embed.FS

// Glyph is the SVG of a one-colour symbol, drawn on 24 by 24 units in
// currentColor. It panics for a name that is not in the icons folder, since
// names are constants of the program.
func Glyph(name string) []byte {
	content, err := glyphs.ReadFile("icons/" + name + ".svg")
	if err != nil {
		panic(fmt.Sprintf("assets: no glyph %q", name))
	}
	return content
}
