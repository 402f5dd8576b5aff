package ui

import (
	"fyne.io/fyne/v2"

	"landline/app/words"
	"landline/netcore/chat"
)

// knownList lists the rooms of earlier days whose host is away now. It is not there
// where there are none.
type knownList struct {
	root   *fyne.Container
	window *Window
	list   *fyne.Container
	rows   map[chat.RoomID]*knownRow
	moved  func() // lays out anew what it stands in, which Fyne does not do by itself
}

func newKnownList(w *Window) *knownList {
	l := &knownList{window: w, list: column(2), rows: make(map[chat.RoomID]*knownRow)}
	l.root = column(grid/2, gap(1, grid), heading(words.T("ROOMS OF EARLIER DAYS")), l.list)
	l.root.Hide()
	return l
}

func (l *knownList) update() {
	known := l.window.desk.Known()
	rows := make([]fyne.CanvasObject, 0, len(known))
	kept := make(map[chat.RoomID]*knownRow, len(known))
	for _, k := range known {
		r := l.rows[k.Room]
		if r == nil {
			r = newKnownRow(l.window)
		}
		r.update(k, l.window.now())
		kept[k.Room] = r
		rows = append(rows, r.tile)
	}
	l.rows = kept
	replaceRows(l.list, rows)
	if before := l.root.Visible(); before != (len(rows) > 0) {
		setHidden(l.root, before)
		l.moved()
	}
}
