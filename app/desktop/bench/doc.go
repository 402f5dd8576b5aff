// Command bench opens Landline's window on a room of a hundred thousand mixed
// lines, with nothing behind it, and prints what it costs: the time between
// frames while it scrolls, the time that a new line takes, and the processor
// and the memory that the window takes while nothing happens.
//
//	make bench-window
//
// With -show it only opens the window, with one of its rooms: scripts, one line
// for each script, or mixed.
package main
