package ui

import (
	"errors"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// usualPort is Landline's own port: PORT on a telephone's keys.
const usualPort = "7678"

// hostDialog asks for a room's name, the port it listens on, and the password
// if it is to have one. It says at once whether that port can be had.
type hostDialog struct {
	window  *Window
	sheet   *sheet
	name    *field
	port    *field
	secret  *passwordField
	hint    *paragraph // on the password
	keep    *check
	symbol  *glyph
	verdict *paragraph
	take    *button
	ok      *button
	next    int
	taken   bool // the port as it stands cannot be had
	waiting bool
	sent    string // the name that was submitted last
}

func openHostDialog(w *Window, closed func()) *hostDialog {
	d := &hostDialog{window: w}
	me, _ := w.desk.Me()
	d.name, d.port = newField(words.T("Front desk")), newField(usualPort)
	d.name.limit = chat.MaxName
	if suggestion, err := chat.CleanName(words.T("%s’s room", me.Name)); err == nil {
		d.name.SetText(suggestion)
	}
	d.port.limit = len("65535")
	d.port.SetText(w.proposedPort())
	d.secret = newPasswordField(words.T("No password"))
	d.hint = newParagraph("", sizeSmall, colorMuted)
	d.keep = newCheck(words.T("Remember it on this computer"))
	d.symbol = newGlyph("clock", 16, colorMuted)
	d.verdict = newParagraph("", sizeSmall+1, colorMuted)
	d.take = newButton(plain, "", "", d.takeNext).compact()
	d.take.Hide()
	d.ok = newButton(primary, "", words.T("Open the room"), d.submit)
	cancel := newButton(plain, "", words.T("Cancel"), func() { d.sheet.close() })
	escape := func() { d.sheet.close() }
	for _, f := range []*field{d.name, d.port, d.secret.field} {
		f.onEscape = escape
		f.OnSubmitted = func(string) { d.submit() }
	}
	d.take.onEscape, d.keep.onEscape, d.ok.onEscape, cancel.onEscape = escape, escape, escape, escape
	d.name.OnChanged = func(string) { d.refresh() }
	d.port.OnChanged = func(string) { d.check() }
	d.secret.OnChanged = func(string) { d.guard() }

	verdict := ends(grid, newFree(topLayout{}, d.symbol), d.verdict, newFree(topLayout{}, d.take))
	head := column(grid/2, sheetTitle(words.T("Host a room")),
		newParagraph(words.T("This computer keeps the room. It is open for as long as Landline runs here."), sizeText-1, colorMuted))
	middle := newReading(column(2*grid,
		column(grid/2, caption(words.T("Name of the room")), d.name),
		column(grid/2, caption(words.T("Port to listen on")), d.port, verdict),
		column(grid/2, caption(words.T("Password, if only some people may come in")), d.secret.field, d.hint, d.keep)))
	d.guard()
	d.sheet = openTall(w.window, 56*grid, head, middle, answers(cancel, d.ok), d.name, closed)
	d.sheet.holds = retyped(d.name, d.port, d.secret.field)
	middle.follows(d.name, d.port, d.take, d.secret.field, d.secret.show, d.keep)
	d.name.mark()
	d.check()
	return d
}

// guard says what the password does, as it stands.
func (d *hostDialog) guard() {
	text := words.T("Without one, everybody on this network may come in.")
	switch {
	case d.secret.fault() != "":
		text = d.secret.fault()
	case d.secret.short():
		text = words.T("Short passwords are guessed by trying. %d letters or more are safer.", safePassword)
	case d.secret.Text != "":
		text = words.T("Only those who know it come in. It is never sent: both sides prove that they know it.")
	}
	d.hint.set(text, colorMuted)
	setHidden(d.keep, d.secret.Text == "")
	d.refresh()
	d.sheet.layout()
}

// check asks whether the port can be had.
func (d *hostDialog) check() {
	d.next, d.taken, d.waiting = 0, false, false
	d.take.Hide()
	d.symbol.set("clock", colorMuted)
	d.verdict.set(words.T("Checking…"), colorMuted)
	d.refresh()
	d.window.actions.CheckPort(strings.TrimSpace(d.port.Text))
}

// judged shows the answer, unless it is about what stood there before.
func (d *hostDialog) judged(v vm.PortVerdict) {
	if v.Port != strings.TrimSpace(d.port.Text) {
		return
	}
	if v.Free {
		d.symbol.set("tick", colorAccent)
		text := words.T("Port %s is free.", v.Port)
		if v.Port == "0" {
			text = words.T("The system picks a free port.")
		}
		d.verdict.set(text, colorMuted)
		d.sheet.layout()
		return
	}
	d.taken = true
	d.trouble(v.Trouble)
}

// trouble says why the room cannot be opened so.
func (d *hostDialog) trouble(t vm.Trouble) {
	d.waiting = false
	d.next = t.Next
	d.symbol.set("alert", colorDanger)
	d.verdict.set(strings.TrimSpace(t.What()+" "+t.Remedy()), colorDanger)
	setHidden(d.take, t.Next == 0)
	d.take.set("", words.T("Use %d", t.Next))
	d.refresh()
	d.sheet.layout()
}

func (d *hostDialog) takeNext() {
	d.port.SetText(strconv.Itoa(d.next))
	focusOn(d.window.window.Canvas(), d.ok)
}

// refresh lets the room be opened once both fields can be used.
func (d *hostDialog) refresh() {
	_, err := d.values()
	d.ok.enable(err == nil && !d.taken && !d.waiting)
}

type hostValues struct {
	name string
	port int
}

var (
	errPort     = errors.New("ui: not a port")
	errPassword = errors.New("ui: not a password")
)

func (d *hostDialog) values() (v hostValues, err error) {
	if v.name, err = chat.CleanName(d.name.Text); err != nil {
		return v, err
	}
	v.port, err = strconv.Atoi(strings.TrimSpace(d.port.Text))
	if err != nil || v.port < 0 || v.port > 65535 {
		return v, errPort
	}
	if d.secret.fault() != "" {
		return v, errPassword
	}
	return v, nil
}

func (d *hostDialog) submit() {
	v, err := d.values()
	if err != nil || d.taken || d.waiting {
		return
	}
	d.waiting, d.sent = true, v.name
	d.refresh()
	d.window.actions.Host(vm.NewRoom{
		Name: v.name, Port: v.port,
		Password: d.secret.Text, Keep: d.keep.on && d.secret.Text != "",
	})
}

// asked tells whether the room that opened is the one that was asked for here.
func (d *hostDialog) asked(e vm.Opened) bool { return d.waiting && e.Hosting && e.Name == d.sent }

// topLayout keeps a small part at the top of a high place.
type topLayout struct{}

func (topLayout) Layout(parts []fyne.CanvasObject, _ fyne.Size) {
	for _, p := range parts {
		p.Resize(p.MinSize())
	}
}

func (topLayout) MinSize(parts []fyne.CanvasObject) fyne.Size {
	if !parts[0].Visible() {
		return fyne.Size{}
	}
	return parts[0].MinSize()
}
