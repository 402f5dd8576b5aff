//go:build !nogui

package desktop

// Open is Window, where what the person does goes to other actions than the desk's.
var Open = open
