package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"landline/app/words"
	"landline/netcore/chat"
)

// safetyView shows the number that this person and another compare, to know
// that nobody sits between them, and keeps the mark that they did.
type safetyView struct {
	window *Window
	sheet  *sheet
	id     chat.MemberID
	name   string
	symbol *glyph
	state  *paragraph
	mark   *button
}

func openSafety(w *Window, id chat.MemberID, name string, closed func()) *sheet {
	me, _ := w.desk.Me()
	if name == "" {
		name = words.T("the host")
	}
	v := &safetyView{window: w, id: id, name: name}
	v.symbol = newGlyph("shield", 18, colorMuted)
	v.state = newParagraph("", sizeText-1, colorInk).wide(50 * grid)
	v.mark = newButton(plain, "", "", v.turn)
	away := newButton(plain, "", words.T("Close"), func() { v.sheet.close() })
	escape := func() { v.sheet.close() }
	v.mark.onEscape, away.onEscape = escape, escape

	number := chat.SafetyNumber(me.ID, id)
	digits := newGroupGrid(22, 4, 3, 2)
	digits.set(strings.Fields(number), nil)
	picture := newQRPicture(22 * grid)
	picture.set(strings.ReplaceAll(number, " ", ""))
	head := column(grid,
		sheetTitle(words.T("Safety number")),
		column(0, side(me.ID, me.Name, words.T("you")), side(id, name, "#"+id.Tag())),
		ends(grid, newFree(topLayout{}, v.symbol), v.state, none()))
	middle := newReading(column(2*grid,
		newFree(&besideLayout{gap: 2 * grid, need: 30 * grid}, newFree(centreLayout{}, digits), picture),
		newParagraph(words.T("Let %s open this number too, and compare: face to face, or in a call in which you know the voice. The same twelve "+
			"groups on both screens mean that nobody sits between you. If one differs, somebody does. The picture holds the same "+
			"digits, for any reader of QR pictures.", name), sizeText-1, colorMuted),
		newFingerprint(words.T("Your own key, which others see")).set(me.ID.String()).root))
	v.update()
	v.sheet = openTall(w.window, 68*grid, head, middle, answers(away, v.mark), away, closed)
	v.sheet.update = v.update
	return v.sheet
}

// side is one of the two whose keys make the number.
func side(id chat.MemberID, name, note string) fyne.CanvasObject {
	face := newAvatar(3 * grid)
	face.set(id, name)
	return inset(2, 0, ends(grid, face, newFree(leadLayout{}, newLabel(name, sizeText, colorInk).bold().theirs(), newLabel(note, sizeSmall, colorMuted)), none()))
}

func (v *safetyView) verified() bool { return v.window.desk.Verified(v.id) }

func (v *safetyView) update() {
	if v.verified() {
		v.symbol.set("verified", colorAccent)
		v.state.set(words.T("Verified: you have compared this number. The mark stays with the key, whatever name it goes by."), colorInk)
		v.mark.kind = plain
		v.mark.set("", words.T("Take the mark back"))
	} else {
		v.symbol.set("shield", colorMuted)
		v.state.set(words.T("Not compared yet."), colorMuted)
		v.mark.kind = primary
		v.mark.set("", words.T("They match: mark as verified"))
	}
	if v.sheet != nil {
		v.mark.Refresh()
		v.sheet.layout()
	}
}

// turn sets the mark, or takes it back.
func (v *safetyView) turn() { v.window.actions.Verify(v.id, !v.verified()) }

// besideLayout sets a second part to the right of a first, or below it where
// the first would be narrower than it needs.
type besideLayout struct {
	gap, need float32
	width     float32 // of the last layout
}

// below tells whether the second part stands below the first.
func (b *besideLayout) below(parts []fyne.CanvasObject) bool {
	return b.width > 0 && b.width-parts[1].MinSize().Width-b.gap < b.need
}

// Layout implements fyne.Layout.
func (b *besideLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	b.width = size.Width
	second := parts[1].MinSize()
	if b.below(parts) {
		// A part that wraps knows its height only once it knows its width.
		parts[0].Resize(fyne.NewSize(size.Width, parts[0].MinSize().Height))
		high := parts[0].MinSize().Height
		put(parts[0], 0, 0, size.Width, high)
		put(parts[1], 0, high+b.gap, min(second.Width, size.Width), second.Height)
	} else {
		put(parts[0], 0, 0, size.Width-second.Width-b.gap, size.Height)
		put(parts[1], size.Width-second.Width, 0, second.Width, second.Height)
	}
	mirror(parts, size.Width)
}

// MinSize implements fyne.Layout.
func (b *besideLayout) MinSize(parts []fyne.CanvasObject) fyne.Size {
	first, second := parts[0].MinSize(), parts[1].MinSize()
	width := max(first.Width, min(second.Width, 20*grid))
	if b.below(parts) {
		return fyne.NewSize(width, first.Height+b.gap+second.Height)
	}
	return fyne.NewSize(width, max(first.Height, second.Height))
}
