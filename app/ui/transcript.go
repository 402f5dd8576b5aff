package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"landline/app/vm"
)

// lineSource is where a transcript gets its lines; a *vm.Room is one.
type lineSource interface {
	Lines() *vm.Transcript
	Row(i int, now time.Time) vm.Row
	Delivery(line vm.Line) string
	Reacted(reactions *vm.Reactions, emoji string) string
	Source(i int) (ordinal int, ok bool)
}

// footroom is the space under the last line.
const footroom = 2 * grid

// transcript shows the lines of a room. Its position is either pinned, which
// keeps the newest line in view, or an anchor: a line, and where it stands.
// Nothing has an absolute offset, so that lines that come or change elsewhere
// move nothing, and a hundred thousand of them cost no more than those on the
// screen.
type transcript struct {
	widget.BaseWidget
	source     lineSource
	now        func() time.Time
	run        ticking
	onFollow   func(following bool)
	onOlder    func(asked bool) // the reader is near the top; asked: and wants to go on up
	can        lineActions
	onLink     func(to string, asking bool) // a link was pressed; asking: it does not show where it leads
	onType     func(rune)
	onShortcut func(fyne.Shortcut)

	heights    heights
	settled    int // how many of the heights belong to settled lines
	base       int // ordinal of the log's first line, as laid out
	laidOut    float32
	generation int // changes with the theme, so that rows are drawn anew

	pinned  bool
	told    bool // what onFollow heard last
	anchor  anchor
	target  target
	shown   []*lineRow
	byKey   map[vm.LineKey]*lineRow
	pool    []*lineRow
	objects []fyne.CanvasObject

	thumb   *canvas.Rectangle
	marks   []*canvas.Rectangle
	bench   toolbar
	glow    glow
	tip     tip
	pointer pointer
	picked  selection
	choice  choosing
	focused bool
}

// anchor is what a transcript that is not pinned holds on to. What stands over
// a line's own text comes and goes with the lines above it: the text stays.
type anchor struct {
	ordinal int
	key     vm.LineKey
	above   float32 // how much of the row is above the top edge
	lead    float32 // how much of the row stands over the line's own text
}

// maxPool bounds the rows kept for use again.
const maxPool = 64

func newTranscript(source lineSource, now func() time.Time) *transcript {
	t := &transcript{
		source: source, now: now, run: animate, pinned: true, told: true,
		byKey: make(map[vm.LineKey]*lineRow),
		thumb: &canvas.Rectangle{CornerRadius: 3},
	}
	t.ExtendBaseWidget(t)
	return t
}

// update takes in what changed in the source.
func (t *transcript) update() {
	t.holdLog()
	t.sync()
	t.arrange()
}

// holdLog keeps the log in its place where older lines of it come in between
// it and what ended before it.
func (t *transcript) holdLog() {
	if t.pinned || t.source.Lines().Base() >= t.base || t.anchor.ordinal >= t.base {
		return
	}
	for _, r := range t.shown {
		if r.ordinal >= t.base {
			t.anchor = anchor{ordinal: r.ordinal, key: r.line.Key, above: -r.top, lead: r.lead}
			return
		}
	}
}

// sync brings the heights up to the source. Settled lines keep theirs; the
// pending ones behind them may have changed places.
func (t *transcript) sync() {
	lines := t.source.Lines()
	if lines.First() > t.heights.first {
		t.heights.drop(lines.First())
	}
	for i := t.heights.first - 1; i >= lines.First() && i < lines.End(); i-- {
		t.heights.addFront(t.guess(lines.Len(i)))
	}
	t.heights.truncate(max(min(t.settled, lines.Settled()), lines.First()))
	for i := t.heights.end; i < lines.End(); i++ {
		t.heights.add(t.guess(lines.Len(i)))
	}
	t.settled, t.base = lines.Settled(), lines.Base()
}

// guess estimates the height of a line whose text has so many bytes, without
// measuring it.
func (t *transcript) guess(bytes int) float32 {
	perLine := max((t.laidOut-20*grid)/7, 20)
	rows := 1 + float32(int(float32(bytes)/perLine))
	return rows*20 + 20
}

// arrange puts the rows that are in view where they belong.
func (t *transcript) arrange() {
	size := t.Size()
	if size.Width <= 0 || size.Height <= 0 {
		return
	}
	if size.Width != t.laidOut {
		t.laidOut = size.Width
		first := t.source.Lines().First()
		t.heights, t.settled = heights{first: first, end: first}, first
		t.sync()
	}
	t.aim(size.Height)
	if !t.pinned {
		t.normalise(size.Height)
	}
	if t.pinned {
		t.pin(size.Height)
	}
	t.place(size.Height)
	if t.pinned != t.told && t.onFollow != nil {
		t.told = t.pinned
		t.onFollow(t.pinned)
	}
	t.nearTop(false)
}

// pin sets the anchor so that the last line stands at the bottom.
func (t *transcript) pin(height float32) {
	lines := t.source.Lines()
	y, i := height-footroom, lines.End()
	for i > lines.First() && y > 0 {
		i--
		y -= t.bind(i).height
	}
	t.hold(i, -y)
}

// normalise moves the anchor to the line at the top edge, keeps it within the
// transcript, and pins the view when it reaches the end.
func (t *transcript) normalise(height float32) {
	lines := t.source.Lines()
	if lines.First() == lines.End() {
		t.pinned = true
		return
	}
	i, ok := lines.Find(t.anchor.key, t.anchor.ordinal)
	above := t.anchor.above
	if ok {
		above += t.bind(i).lead - t.anchor.lead
	} else {
		i, above = min(max(t.anchor.ordinal, lines.First()), lines.End()-1), 0
	}
	for above < 0 && i > lines.First() {
		i--
		above += t.bind(i).height
	}
	above = max(above, 0)
	for i < lines.End()-1 && above >= t.bind(i).height {
		above -= t.bind(i).height
		i++
	}
	t.hold(i, above)
	y := -above
	for j := i; j < lines.End(); j++ {
		if y += t.bind(j).height; y+footroom > height {
			return
		}
	}
	t.pinned = true
}

// hold makes line i the anchor.
func (t *transcript) hold(i int, above float32) {
	t.anchor = anchor{ordinal: i, above: above}
	if lines := t.source.Lines(); i >= lines.First() && i < lines.End() {
		r := t.bind(i)
		t.anchor.key, t.anchor.lead = r.line.Key, r.lead
	}
}

// CreateRenderer implements fyne.Widget.
func (t *transcript) CreateRenderer() fyne.WidgetRenderer {
	t.sync()
	return &transcriptRenderer{t}
}

type transcriptRenderer struct{ t *transcript }

func (r *transcriptRenderer) Destroy()                     { r.t.dim() }
func (r *transcriptRenderer) Layout(fyne.Size)             { r.t.arrange() }
func (r *transcriptRenderer) MinSize() fyne.Size           { return fyne.NewSize(16*grid, 8*grid) }
func (r *transcriptRenderer) Objects() []fyne.CanvasObject { return r.t.objects }

func (r *transcriptRenderer) Refresh() {
	r.t.generation++
	r.t.update()
}
