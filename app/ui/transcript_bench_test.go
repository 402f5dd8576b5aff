package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
)

func BenchmarkTranscriptOpen100k(b *testing.B) {
	quietApp(b)
	d := talk(100_000)
	for b.Loop() {
		tr := newTranscript(d.Room(1), func() time.Time { return noon })
		tr.sync()
		tr.Resize(fyne.NewSize(700, 600))
		tr.arrange()
	}
}

func BenchmarkTranscriptAppend(b *testing.B) {
	quietApp(b)
	d := talk(100_000)
	tr, _ := view(b, d)
	next := 100_001
	for b.Loop() {
		speak(d, next, next)
		tr.update()
		next++
	}
}

func BenchmarkTranscriptScroll(b *testing.B) {
	quietApp(b)
	tr, _ := view(b, talk(100_000))
	step := float32(-40)
	for b.Loop() {
		tr.scrollBy(step)
		if tr.pinned || tr.anchor.ordinal == 0 {
			step = -step
		}
	}
}
