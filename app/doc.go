// Package app is the program: sessions that keep a seat, rooms that are kept
// open, the desk that does what a person asks for in the window, and the
// command line that does the same from a terminal.
//
// A session runs on one goroutine and speaks in vm events. The command line
// prints them; the desk hands them to the feed, the one bridge to the window's
// thread. Package desktop opens that window, so this package knows no widget
// and builds without one.
package app
