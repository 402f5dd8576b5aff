// Package notify tells a person what happened while they look at other windows:
// by the desktop's notifications, and with a soft sound.
//
// What it shows was written by other people. It hands their words over as data,
// never as source: no shell and no script is built from them, and where a desktop
// takes markup they are text in it.
//
//	Linux, FreeBSD  org.freedesktop.Notifications on the session's D-Bus; a click opens the line
//	Windows         a toast by the notification API, never run by us so far; a click opens
//	                the line; it is neither replaced nor taken back
//	macOS           osascript with the words as its arguments; it tells of no clicks
//	elsewhere       nothing
package notify
