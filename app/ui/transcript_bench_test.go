package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"landline/app/ui/sample"
	"landline/app/vm"
	"landline/netcore/chat"
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

// mixedTalk is a room in which n lines of all kinds were said.
func mixedTalk(n int) *vm.Desk {
	d := talk(0)
	events := make([]vm.Event, n)
	for i := range events {
		who, name := bo, "Bo"
		if i%3 == 0 {
			who, name = me, "Ada"
		}
		events[i] = vm.Happened{Room: 1, Event: chat.Said{Message: chat.Message{
			Seq: uint64(i + 1), ID: chat.MessageID{byte(i), byte(i >> 8), byte(i >> 16), 1}, From: who, Name: name, Text: sample.Mixed(i), At: noon}}}
	}
	d.Apply(noon, events...)
	return d
}

// BenchmarkTranscriptScrollMixed is BenchmarkTranscriptScroll over Markdown,
// code, emoji and scripts from right to left.
func BenchmarkTranscriptScrollMixed(b *testing.B) {
	quietApp(b)
	tr, _ := view(b, mixedTalk(100_000))
	step := float32(-40)
	for b.Loop() {
		tr.scrollBy(step)
		if tr.pinned || tr.anchor.ordinal == 0 {
			step = -step
		}
	}
}

// BenchmarkTranscriptPrepend512 is a page of older lines that comes in above a
// hundred thousand.
func BenchmarkTranscriptPrepend512(b *testing.B) {
	quietApp(b)
	const top = 1 << 30
	var d *vm.Desk
	var tr *transcript
	first := 0
	for b.Loop() {
		if d == nil || first < top-200_000 {
			b.StopTimer()
			d, first = recalls(top-100_000, top), top-100_000
			tr, _ = view(b, d)
			tr.toStart()
			b.StartTimer()
		}
		b.StopTimer()
		page := page(first-512, first-1)
		b.StartTimer()
		d.Apply(noon, vm.Recalled{Room: 1, Lines: page})
		tr.update()
		first -= 512
	}
}
