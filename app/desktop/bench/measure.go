//go:build linux && !nogui

package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"slices"
	"syscall"
	"time"

	"fyne.io/fyne/v2"

	"landline/app/desktop"
	"landline/app/ui"
	"landline/app/ui/sample"
	"landline/app/vm"
)

// How much is measured.
const (
	settle  = 2 * time.Second // until the window has drawn what it was given
	frames  = 600
	step    = 40 // pixels that the view moves in one frame
	appends = 200
	quiet   = 10 * time.Second
	forget  = 65 * time.Second // until Fyne lets go of the letters that it drew
)

// bench goes through its rounds one after the other, on the UI thread.
type bench struct {
	profile string // where profiles go, one for each round; empty for nowhere
	window  *ui.Window
	said    int
}

func (b *bench) run(lines int) {
	start := time.Now()
	b.window.Apply(room(lines, sample.Mixed))
	b.said = lines
	debug.FreeOSMemory() // of the events, which in a room come one by one
	fmt.Printf("%-34s %s\n", fmt.Sprintf("%d lines taken in", lines), time.Since(start).Round(time.Millisecond))
	b.after(settle, func() { b.scroll(func() { b.append(func() { b.idle() }) }) })
}

// after waits without holding the window up.
func (b *bench) after(d time.Duration, do func()) {
	begun := time.Now()
	b.eachFrame(func() bool { return time.Since(begun) < d }, do)
}

// eachFrame calls again once before each frame for as long as it says so.
func (b *bench) eachFrame(again func() bool, then func()) {
	var a *fyne.Animation
	ended := false
	a = fyne.NewAnimation(time.Hour, func(float32) {
		if ended || again() {
			return
		}
		ended = true
		a.Stop()
		then()
	})
	a.Start()
}

func (b *bench) scroll(then func()) {
	b.profiled("scroll")
	var gaps []time.Duration
	last, busy := time.Time{}, spent()
	b.eachFrame(func() bool {
		now := time.Now()
		if !last.IsZero() {
			gaps = append(gaps, now.Sub(last))
		}
		last = now
		b.window.Scroll(-step)
		return len(gaps) < frames
	}, func() {
		pprof.StopCPUProfile()
		each := (spent() - busy) / frames
		p50, p95, most := spread(gaps)
		fmt.Printf("%-34s median %s, 95 %% %s, longest %s\n", "frame while scrolling", p50, p95, most)
		fmt.Printf("%-34s %.1f frames a second, %s of processor a frame\n", "", float64(len(gaps))/sum(gaps).Seconds(), each.Round(10*time.Microsecond))
		fmt.Printf("%-34s %d MB\n", "memory after scrolling", resident()>>20)
		then()
	})
}

// profiled begins a profile of the processor, where one is wanted.
func (b *bench) profiled(round string) {
	if b.profile == "" {
		return
	}
	file, err := os.Create(b.profile + "." + round)
	if err == nil {
		err = pprof.StartCPUProfile(file)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}

// heap writes down what the memory is taken for, where a profile is wanted.
func (b *bench) heap() {
	if b.profile == "" {
		return
	}
	runtime.GC()
	file, err := os.Create(b.profile + ".heap")
	if err == nil {
		err = pprof.WriteHeapProfile(file)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}

// append measures what a line costs whose reader follows the room.
func (b *bench) append(then func()) {
	b.window.Scroll(2 * frames * step)
	var took []time.Duration
	b.eachFrame(func() bool {
		start := time.Now()
		b.window.Apply([]vm.Event{said(b.said, sample.Mixed(b.said))})
		took = append(took, time.Since(start))
		b.said++
		return len(took) < appends
	}, func() {
		p50, p95, most := spread(took)
		fmt.Printf("%-34s median %s, 95 %% %s, longest %s\n", "a new line", p50, p95, most)
		then()
	})
}

// idle measures a window in which nobody does anything, with the keyboard in the
// composer. It ends the program.
func (b *bench) idle() {
	desktop.Rest(b.window.Moving)
	time.AfterFunc(forget, func() {
		busy, start := spent(), time.Now()
		b.profiled("idle")
		time.AfterFunc(quiet, func() {
			fmt.Printf("%-34s %.2f %% of one processor\n", "nothing happens", 100*(spent()-busy).Seconds()/time.Since(start).Seconds())
			pprof.StopCPUProfile()
			b.heap()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			fmt.Printf("%-34s %d MB, of it %d MB of the program's own\n", "memory", resident()>>20, m.HeapAlloc>>20)
			os.Exit(0)
		})
	})
}

func spread(list []time.Duration) (p50, p95, most time.Duration) {
	sorted := slices.Sorted(slices.Values(list))
	at := func(q int) time.Duration { return sorted[(len(sorted)-1)*q/100].Round(10 * time.Microsecond) }
	return at(50), at(95), at(100)
}

func sum(list []time.Duration) (s time.Duration) {
	for _, d := range list {
		s += d
	}
	return s
}

// spent is the processor time that this process has taken.
func spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// resident is the memory that this process has, in bytes.
func resident() int {
	content, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	size, pages := 0, 0
	if _, err := fmt.Sscan(string(content), &size, &pages); err != nil {
		return 0
	}
	return pages * os.Getpagesize()
}
