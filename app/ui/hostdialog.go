package ui

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/netcore/chat"
)

// usualPort is Landline's own port: PORT on a telephone's keys.
const usualPort = "7678"

// hostDialog asks for a room's name and the port it listens on, and says at
// once whether that port can be had.
type hostDialog struct {
	window  *Window
	sheet   *sheet
	name    *field
	port    *field
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
	d.name, d.port = newField("Front desk"), newField(usualPort)
	d.name.limit = chat.MaxName
	if suggestion, err := chat.CleanName(me.Name + "’s room"); err == nil {
		d.name.SetText(suggestion)
	}
	d.port.limit = len("65535")
	d.port.SetText(usualPort)
	d.symbol = newGlyph("clock", 16, colorMuted)
	d.verdict = newParagraph("", sizeSmall+1, colorMuted)
	d.take = newButton(plain, "", "", d.takeNext).compact()
	d.take.Hide()
	d.ok = newButton(primary, "", "Open the room", d.submit)
	cancel := newButton(plain, "", "Cancel", func() { d.sheet.close() })
	for _, f := range []*field{d.name, d.port} {
		f.onEscape = func() { d.sheet.close() }
		f.OnSubmitted = func(string) { d.submit() }
	}
	d.take.onEscape, d.ok.onEscape, cancel.onEscape = d.name.onEscape, d.name.onEscape, d.name.onEscape
	d.name.OnChanged = func(string) { d.refresh() }
	d.port.OnChanged = func(string) { d.check() }

	verdict := ends(grid, newFree(topLayout{}, d.symbol), d.verdict, newFree(topLayout{}, d.take))
	body := column(2*grid,
		column(grid/2, sheetTitle("Host a room"), newParagraph("This computer keeps the room. It is open for as long as Landline runs here.", sizeText-1, colorMuted)),
		column(grid/2, caption("Name of the room"), d.name),
		column(grid/2, caption("Port to listen on"), d.port, verdict),
		answers(cancel, d.ok))
	d.sheet = openSheet(w.window, 56*grid, body, d.name, closed)
	d.name.mark()
	d.check()
	return d
}

// check asks whether the port can be had.
func (d *hostDialog) check() {
	d.next, d.taken, d.waiting = 0, false, false
	d.take.Hide()
	d.symbol.set("clock", colorMuted)
	d.verdict.set("Checking…", colorMuted)
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
		text := fmt.Sprintf("Port %s is free.", v.Port)
		if v.Port == "0" {
			text = "The system picks a free port."
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
	d.take.set("", fmt.Sprintf("Use %d", t.Next))
	d.refresh()
	d.sheet.layout()
}

func (d *hostDialog) takeNext() {
	d.port.SetText(strconv.Itoa(d.next))
	d.window.window.Canvas().Focus(d.ok)
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

var errPort = errors.New("ui: not a port")

func (d *hostDialog) values() (v hostValues, err error) {
	if v.name, err = chat.CleanName(d.name.Text); err != nil {
		return v, err
	}
	v.port, err = strconv.Atoi(strings.TrimSpace(d.port.Text))
	if err != nil || v.port < 0 || v.port > 65535 {
		return v, errPort
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
	d.window.actions.Host(vm.NewRoom{Name: v.name, Port: v.port})
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
