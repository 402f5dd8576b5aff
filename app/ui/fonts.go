package ui

import (
	"sync"

	"fyne.io/fyne/v2"
)

// systemFont returns the content of a font of the system by the name of its
// file; nil where there is none.
var systemFont = func(string) []byte { return nil }

// UseFonts tells where to find fonts of the system that draw better than those
// that Fyne brings or chooses by itself: find answers with the content of a file
// of that name, or nil. It belongs before New, and is called when a script is
// drawn first. See docs/fonts.md.
func UseFonts(find func(file string) []byte) { systemFont = find }

// chosenFont is a font to draw a script with; nil leaves that to Fyne.
func chosenFont(file string) func() fyne.Resource {
	return sync.OnceValue(func() fyne.Resource {
		if content := systemFont(file); len(content) > 0 {
			return &fontFile{file, content}
		}
		return nil
	})
}

// fontFile is a font that is not kept here once Fyne has read it, which makes a
// copy of what it needs.
type fontFile struct {
	file string
	read []byte // for the first who asks
}

// Name implements fyne.Resource.
func (f *fontFile) Name() string { return f.file }

// Content implements fyne.Resource.
func (f *fontFile) Content() []byte {
	content := f.read
	if f.read = nil; content == nil {
		content = systemFont(f.file)
	}
	return content
}

// The fonts that are asked for: Fyne's own emoji are small, end with those of
// 2020 and know few that are made of several; and of the fonts for Thai it may
// choose one whose letters are higher than a line.
var (
	emojiFont = chosenFont("NotoColorEmoji.ttf")
	thaiFont  = chosenFont("NotoSansThai-Regular.ttf")
)

// measure is the size of a text in a font; nil is the theme's.
func measure(text string, size float32, style fyne.TextStyle, font fyne.Resource) fyne.Size {
	measured, _ := fyne.CurrentApp().Driver().RenderedTextSize(text, size, style, font)
	return measured
}
