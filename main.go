// Landline is chat on the local network, from one program that needs no
// server, no account and no internet. Started plainly it opens a window; the
// commands host, join and discover do the same from a terminal.
package main

import (
	_ "embed"
	"os"

	"landline/app"
	"landline/app/desktop"
)

//go:embed FyneApp.toml
var metadata string

func main() {
	in, out, errs := app.Streams()
	os.Exit(app.Run(app.Program{
		Metadata: metadata,
		Window:   desktop.Window,
		Alert:    desktop.Alert,
		Args:     os.Args[1:],
		Stdin:    in,
		Stdout:   out,
		Stderr:   errs,
	}))
}
