//go:build !nogui

package desktop

import (
	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"landline/app/ui"
	"landline/assets"
)

// Alert says in a small window why the program cannot open its own, and returns
// when that was closed; without a display it returns at once. Advice says what to
// do, and detail what is wrong. It is called once, on the goroutine of main, and
// Window not after it.
func Alert(advice, detail string) {
	if !hasDisplay() {
		return
	}
	program := fyneapp.NewWithID(id)
	Prepare()
	program.SetIcon(fyne.NewStaticResource("landline.png", assets.IconPNG))
	w := program.NewWindow("Landline")
	w.SetMaster()
	w.SetCloseIntercept(program.Quit) // stops what Fyne began with the program, too
	ui.NewAlert(w, advice, detail, program.Quit)
	w.CenterOnScreen()
	rest := resterOf(func() bool { return false })
	program.Lifecycle().SetOnStarted(rest.begin)
	w.ShowAndRun()
	rest.close()
}
