package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/app/words"
)

// exportCard writes a room to a file.
type exportCard struct {
	root    *panel
	view    *detailsView
	format  vm.Format
	formats []*button
	use     *paragraph
	path    *field
	typed   bool // the path is the person's own, not our proposal
	ok      *button
	running bool
	outcome *fyne.Container
	result  *paragraph
	copy    *copyButton
}

func newExportCard(v *detailsView) *exportCard {
	c := &exportCard{view: v, format: vm.FormatText}
	choices := flow(grid)
	for _, format := range vm.Formats() {
		b := newButton(plain, "", format.Name(), func() { c.pick(format) }).compact()
		b.onEscape = v.window.escape
		c.formats = append(c.formats, b)
		choices.Add(b)
	}
	c.use = newParagraph("", sizeSmall, colorMuted).wide(56 * grid)
	c.path = newField(words.T("/path/to/the/file"))
	c.path.limit = 4 * maxField
	c.path.OnChanged = func(string) { c.typed = true; c.refresh() }
	c.path.OnSubmitted = func(string) { c.write() }
	c.path.onEscape = v.window.escape
	c.ok = newButton(plain, "file", words.T("Write the file"), c.write)
	c.ok.onEscape = v.window.escape
	c.result = newParagraph("", sizeText-1, colorInk).wide(50 * grid)
	c.copy = newCopyButton()
	c.copy.onEscape = v.window.escape
	c.outcome = ends(grid, none(), newFree(centreLayout{}, c.result), newFree(centreLayout{}, c.copy))
	c.root = card(column(1.25*grid,
		choices, c.use,
		column(grid/2, caption(words.T("File")), c.path),
		flow(grid, c.ok),
		c.outcome))
	return c
}

// begin forgets what was typed and done for another room.
func (c *exportCard) begin() {
	c.typed, c.running = false, false
	c.propose()
}

func (c *exportCard) pick(format vm.Format) {
	before := c.format
	c.format = format
	if c.typed && strings.HasSuffix(c.path.Text, "."+string(before)) {
		c.path.SetText(strings.TrimSuffix(c.path.Text, string(before)) + string(format))
	}
	c.view.update()
}

// propose writes where the file would go, unless the person did.
func (c *exportCard) propose() {
	room := c.view.window.desk.Room(c.view.room)
	if c.typed || room == nil {
		return
	}
	d, _ := c.view.window.desk.Details(c.view.room)
	if path := d.ExportPath(room.Name(), c.format, c.view.window.now()); path != c.path.Text {
		c.path.SetText(path)
		c.typed = false
	}
}

func (c *exportCard) update(known bool) {
	for i, format := range vm.Formats() {
		symbol := map[bool]string{true: "tick"}[format == c.format]
		c.formats[i].set(symbol, format.Name())
	}
	c.use.set(c.format.Use(), colorMuted)
	if known {
		c.propose()
	}
	e, done := c.view.window.desk.Exported(c.view.room)
	c.running = c.running && !done
	setHidden(c.outcome, !done && !c.running)
	setHidden(c.copy, !done || e.Trouble.Kind != vm.NoTrouble)
	switch {
	case c.running:
		c.result.set(words.T("Writing…"), colorMuted)
	case done && e.Trouble.Kind != vm.NoTrouble:
		c.result.set(e.Result(), colorDanger)
	case done:
		c.result.set(e.Result(), colorInk)
		c.copy.text = e.Path
	}
	c.refresh()
}

// refresh lets the file be written where there is something to write.
func (c *exportCard) refresh() {
	d, _ := c.view.window.desk.Details(c.view.room)
	c.ok.enable(!c.running && d.Lines > 0 && strings.TrimSpace(c.path.Text) != "")
}

func (c *exportCard) write() {
	if c.ok.disabled {
		return
	}
	c.running = true
	c.view.window.desk.ForgetExport()
	c.view.window.actions.Export(c.view.room, c.format, strings.TrimSpace(c.path.Text))
	c.view.update()
}
