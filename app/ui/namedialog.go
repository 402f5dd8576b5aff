package ui

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"landline/netcore/chat"
)

// nameForm asks what a person wants to be called.
type nameForm struct {
	name    *field
	trouble *paragraph
	ok      *button
	done    func(name string)
}

func newNameForm(word string, done func(string)) *nameForm {
	f := &nameForm{name: newField("Your name"), done: done}
	f.name.limit = chat.MaxName
	f.trouble = newParagraph("", sizeSmall+1, colorDanger)
	f.trouble.Hide()
	f.ok = newButton(primary, "", word, f.submit)
	f.ok.enable(false)
	f.name.OnSubmitted = func(string) { f.submit() }
	f.name.OnChanged = func(text string) {
		_, err := chat.CleanName(text)
		f.ok.enable(err == nil)
		setHidden(f.trouble, true)
	}
	return f
}

func (f *nameForm) submit() {
	name, err := chat.CleanName(f.name.Text)
	if err != nil {
		f.trouble.set(sentence(err), colorDanger)
		f.trouble.Show()
		return
	}
	f.done(name)
}

// newFirstStart is the first thing a person ever sees: one sentence on what
// this is, and one question.
func newFirstStart(done func(string)) (root fyne.CanvasObject, form *nameForm) {
	form = newNameForm("Start", done)
	picture := canvas.NewImageFromResource(iconResource())
	picture.FillMode = canvas.ImageFillContain
	picture.SetMinSize(fyne.NewSquareSize(9 * grid))
	body := container.New(widthLayout{52 * grid},
		picture,
		gap(1, grid),
		newLabel("Welcome to Landline", sizeDisplay, colorInk).bold().centred(),
		newParagraph("Talk with the people on your network, computer to computer:\nno account, no server, no internet.", sizeText, colorMuted).centred().wide(52*grid),
		gap(1, grid),
		caption("What should others call you?"),
		form.name, form.trouble, form.ok)
	return newPanel(colorPaper, colorNone, 0, container.NewCenter(body)), form
}

// openRenameDialog changes the name later on.
func openRenameDialog(w *Window, closed func()) *sheet {
	var s *sheet
	form := newNameForm("Change", func(name string) { s.close(); w.actions.Rename(name) })
	cancel := newButton(plain, "", "Cancel", func() { s.close() })
	escape := func() { s.close() }
	form.name.onEscape, form.ok.onEscape, cancel.onEscape = escape, escape, escape
	me, _ := w.desk.Me()
	form.name.SetText(me.Name)
	key := newFingerprint("Your key, for others to compare with what they see")
	key.set(me.ID.String())
	body := column(2*grid,
		column(grid/2, sheetTitle("Your name"), newParagraph("Rooms that you are in already keep the name you came with.", sizeText-1, colorMuted)),
		form.name, form.trouble, key.root, answers(cancel, form.ok))
	s = openSheet(w.window, 48*grid, body, form.name, closed)
	form.name.mark()
	return s
}

// sentence makes an error's words one.
func sentence(err error) string {
	words := []rune(err.Error())
	if len(words) == 0 {
		return ""
	}
	return string(append([]rune{unicode.ToUpper(words[0])}, words[1:]...)) + "."
}
