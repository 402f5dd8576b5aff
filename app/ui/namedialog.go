package ui

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"landline/app/words"
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
	f := &nameForm{name: newField(words.T("Your name")), done: done}
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
	form = newNameForm(words.T("Start"), done)
	picture := canvas.NewImageFromResource(iconResource())
	picture.FillMode = canvas.ImageFillContain
	picture.SetMinSize(fyne.NewSquareSize(9 * grid))
	body := container.New(widthLayout{52 * grid},
		picture,
		gap(1, grid),
		newLabel(words.T("Welcome to Landline"), sizeDisplay, colorInk).bold().centred(),
		newParagraph(words.T("Talk with the people on your network, computer to computer:\nno account, no server, no internet."), sizeText, colorMuted).centred().wide(52*grid),
		gap(1, grid),
		caption(words.T("What should others call you?")),
		form.name, form.trouble, form.ok)
	return newPanel(colorPaper, colorNone, 0, container.NewCenter(body)), form
}

// sentence makes an error's words one, in the person's language where it is one
// of what they typed.
func sentence(err error) string {
	runes := []rune(words.T(err.Error()))
	if len(runes) == 0 {
		return ""
	}
	return words.T("%s.", string(append([]rune{unicode.ToUpper(runes[0])}, runes[1:]...)))
}

// What can be wrong with what a person typed (chat.CleanName, chat.CheckText).
var _ = []string{
	words.Key("a name needs at least one character"),
	words.Key("a name may take at most 64 bytes"),
	words.Key("a name must be valid UTF-8"),
	words.Key("a name may not hold control characters or invisible ones"),
	words.Key("a name needs a visible character"),
	words.Key("a message may take at most 8192 bytes"),
	words.Key("a message must be valid UTF-8"),
	words.Key("a message may not hold control characters"),
	words.Key("a message needs a visible character"),
}
