// Package vm holds what the window shows, as plain data: it takes events in
// and answers what each screen has to draw. It knows no widget and no socket,
// and one goroutine runs it, so it needs no lock.
package vm
