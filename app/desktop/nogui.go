//go:build nogui

// Package desktop opens Landline's window. It is the one package that starts
// Fyne; built with the tag nogui it is empty.
package desktop

import "landline/app"

// Window is nil: this build has no window.
var Window func(*app.Desk) error

// Alert is nil as well.
var Alert func(advice, detail string)
