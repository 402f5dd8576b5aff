package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"landline/app/words"
)

// The width of the window of an alert, and its greatest height.
const (
	alertWidth  = 64 * grid
	alertHeight = 64 * grid
)

// NewAlert draws into w, instead of a Window, why Landline cannot start: advice says
// what to do, and detail, which can be copied, what is wrong. Enter and Escape
// close it, by done. It sets the app's theme and the size of the window, and
// belongs to the UI thread as everything here does.
func NewAlert(w fyne.Window, advice, detail string, done func()) {
	fyne.CurrentApp().Settings().SetTheme(Theme())
	w.SetPadded(false)
	picture := canvas.NewImageFromResource(iconResource())
	picture.FillMode = canvas.ImageFillContain
	picture.SetMinSize(fyne.NewSquareSize(6 * grid))
	said := newReading(column(2*grid,
		newParagraph(advice, sizeText, colorInk).wide(alertWidth-6*grid),
		card(newParagraph(detail, sizeText-1, colorMuted).mono().wide(alertWidth-10*grid))))
	said.onEscape = done
	copied := newCopyButton()
	copied.text, copied.kind, copied.small = detail, plain, false
	closing := newButton(primary, "", words.T("Close"), done)
	copied.onEscape, closing.onEscape = done, done
	head := ends(1.5*grid, picture, newFree(centreLayout{}, sheetTitle(words.T("Landline cannot start"))), none())
	body := newFree(alertLayout{}, head, said, answers(copied, closing))
	root := newPanel(colorPaper, colorNone, 0, inset(3*grid, 3*grid, body))
	size := fyne.NewSize(alertWidth, alertHeight)
	for range 2 { // a paragraph knows its height only once it knows its width
		root.Resize(size)
		size.Height = root.MinSize().Height
	}
	w.SetContent(root)
	w.Resize(size)
	focusOn(w.Canvas(), closing)
}

// alertLayout keeps a window low enough for every screen: its middle scrolls then.
type alertLayout struct{ sheetLayout }

// MinSize implements fyne.Layout.
func (l alertLayout) MinSize(parts []fyne.CanvasObject) fyne.Size {
	size := l.sheetLayout.MinSize(parts)
	size.Height = min(size.Height, alertHeight-6*grid)
	return size
}
