//go:build !nogui

package desktop

import "landline/app/ui"

// Alert says in a small window why the program cannot open its own, and returns
// when that was closed; without a display it returns at once. Advice says what to
// do, and detail what is wrong. It is called once, on the goroutine of main, and
// Window not after it.
func Alert(advice, detail string) {
	if !hasDisplay() {
		return
	}
	program, w := begin()
	w.SetCloseIntercept(program.Quit) // stops what Fyne began with the program, too
	ui.NewAlert(w, advice, detail, program.Quit)
	w.CenterOnScreen()
	rest := resterOf(func() bool { return false })
	program.Lifecycle().SetOnStarted(rest.begin)
	w.ShowAndRun()
	rest.close()
}
