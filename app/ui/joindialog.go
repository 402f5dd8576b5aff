package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/app/words"
)

// maxLink is how long a link of an invitation may be, in letters.
const maxLink = 2048

// maxRecent is how many addresses of before a dialog offers.
const maxRecent = 5

// joinDialog asks for the address of a room.
type joinDialog struct {
	window  *Window
	sheet   *sheet
	address *field
	trouble *paragraph
	invited *paragraph // what a link of an invitation does
	ok      *button
	waiting bool // for what was submitted
}

func openJoinDialog(w *Window, closed func()) *joinDialog {
	d := &joinDialog{window: w}
	d.address = newField("192.168.1.20:7678")
	d.address.limit = maxLink
	d.invited = newParagraph(words.T("An invitation: the host has to show the key that is in it, or Landline does not come in."), sizeSmall+1, colorMuted)
	d.invited.Hide()
	d.trouble = newParagraph("", sizeSmall+1, colorDanger)
	d.trouble.Hide()
	d.ok = newButton(primary, "", words.T("Join"), d.submit)
	d.ok.enable(false)
	escape := func() { d.sheet.close() }
	cancel := newButton(plain, "", words.T("Cancel"), escape)
	d.address.onEscape, d.ok.onEscape, cancel.onEscape = escape, escape, escape
	d.address.OnSubmitted = func(string) { d.submit() }
	d.address.OnChanged = func(text string) {
		d.ok.enable(strings.TrimSpace(text) != "")
		setHidden(d.trouble, true)
		setHidden(d.invited, !isInvitation(text))
		d.sheet.layout()
	}
	head := column(grid/2, sheetTitle(words.T("Join by address")), newParagraph(
		words.T("The person who hosts the room sees its address at the top of it. Without a port, 7678 is tried. The link of an invitation works too."), sizeText-1, colorMuted))
	body := column(2*grid, column(grid/2, caption(words.T("Address, address:port, or landline:// link")), d.address, d.invited, d.trouble))
	middle := newReading(body)
	if recent := w.desk.Recent(); len(recent) > 0 {
		body.Add(column(2, d.recent(recent, escape, middle)...))
	}
	d.sheet = openTall(w.window, 56*grid, head, middle, answers(cancel, d.ok), d.address, closed)
	d.sheet.holds = retyped(d.address)
	middle.follows(d.address)
	return d
}

func (d *joinDialog) recent(targets []string, escape func(), in *reading) []fyne.CanvasObject {
	rows := []fyne.CanvasObject{caption(words.T("Joined before"))}
	for _, target := range targets[:min(len(targets), maxRecent)] {
		row := newTile(inset(grid*0.75, grid, ends(grid, newGlyph("join", 16, colorMuted), newLabel(target, sizeText, colorInk), none())), func() {
			d.address.SetText(target)
			d.submit()
		})
		row.onEscape = escape
		in.follows(row)
		rows = append(rows, row)
	}
	return rows
}

func (d *joinDialog) submit() {
	target := strings.TrimSpace(d.address.Text)
	if target == "" {
		return
	}
	d.waiting = true
	d.window.actions.Join(target)
}

// asked tells whether the room that opened may be the one that was asked for
// here.
func (d *joinDialog) asked(e vm.Opened) bool { return d.waiting && !e.Hosting }

// failed says why the address cannot be used.
func (d *joinDialog) failed(t vm.Trouble) {
	d.waiting = false
	d.trouble.set(strings.TrimSpace(t.What()+" "+t.Remedy()), colorDanger)
	d.trouble.Show()
	d.sheet.layout()
	d.window.window.Canvas().Focus(d.address)
}

// isInvitation tells whether it is the beginning of a link, not an address.
func isInvitation(text string) bool {
	const scheme = "landline:"
	text = strings.TrimSpace(text)
	return len(text) >= len(scheme) && strings.EqualFold(text[:len(scheme)], scheme)
}
