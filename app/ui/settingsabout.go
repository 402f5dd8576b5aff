package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"landline/app/vm"
	"landline/app/words"
	"landline/assets"
)

// aboutSection says what this program is, and what it is made of.
func aboutSection(v *settingsView) fyne.CanvasObject {
	icon := canvas.NewImageFromResource(iconResource())
	icon.FillMode = canvas.ImageFillContain
	icon.SetMinSize(fyne.NewSquareSize(6 * grid))
	version := newLabel("", sizeSmall, colorMuted)
	v.redraw = append(v.redraw, func(vm.Prefs) {
		if s, known := v.window.desk.System(); known {
			version.set(s.Program)
		}
	})
	name := column(grid/4, newLabel("Landline", sizeTitle, colorInk).bold(), version,
		newLabel(words.T("Free software, under the MIT licence"), sizeSmall, colorMuted))
	texts := newButton(plain, "file", words.T("Licences of everything inside…"), v.showLicences).compact()
	part := settingsCard(
		ends(1.5*grid, newFree(centreLayout{}, icon), newFree(centreLayout{}, name), none()),
		column(1.25*grid, newParagraph(words.T("Landline is made with the work of others, who let everybody use it."), sizeText-1, colorInk).wide(60*grid), flow(grid, texts)))
	v.reach(texts)
	return part
}

// showLicences lists what the program contains, with the licence of each.
func (v *settingsView) showLicences() { v.listLicences(0) }

// listLicences is showLicences with the keyboard on the part of that place.
func (v *settingsView) listLicences(at int) {
	w := v.window
	if w.sheet != nil {
		return
	}
	rows := column(grid / 4)
	var tiles []follower
	for i, l := range assets.Licences() {
		title := newLabel(strings.TrimSpace(l.Part+"  "+l.Version), sizeText-1, colorInk)
		t := newTile(inset(0.75*grid, 1.25*grid, column(1, title, newLabel(l.Kinds, sizeSmall, colorMuted))), func() { v.readLicence(i) })
		t.onEscape = func() { w.sheet.close() }
		rows.Add(t)
		tiles = append(tiles, t)
	}
	middle := newReading(rows)
	middle.follows(tiles...)
	done := newButton(plain, "", words.T("Close"), func() { w.sheet.close() })
	done.onEscape = done.onPress
	w.sheet = openTall(w.window, 64*grid, sheetTitle(words.T("Licences of everything inside")), middle, answers(done), tiles[at].(fyne.Focusable), w.sheetClosed)
}

// readLicence shows the text of one licence.
func (v *settingsView) readLicence(i int) {
	w, l := v.window, assets.Licences()[i]
	w.sheet.close()
	back := newButton(plain, "", words.T("Back"), nil)
	back.onPress = func() { w.sheet.close(); v.listLicences(i) }
	back.onEscape = back.onPress
	middle := newReading(newParagraph(l.Text, sizeSmall, colorInk).mono().wide(68 * grid))
	head := column(grid/4, sheetTitle(l.Part), caption(strings.TrimSpace(l.Version+"  "+l.Kinds)))
	w.sheet = openTall(w.window, 76*grid, head, middle, answers(back), middle, w.sheetClosed)
	middle.onEscape = back.onPress
}
