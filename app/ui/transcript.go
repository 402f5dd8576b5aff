package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"landline/app/vm"
	"landline/netcore/chat"
)

// lineSource is where a transcript gets its lines; a *vm.Room is one.
type lineSource interface {
	Lines() *vm.Transcript
	Row(i int, now time.Time) vm.Row
}

// footroom is the space under the last line.
const footroom = 2 * grid

// transcript shows the lines of a room. Its position is either pinned, which
// keeps the newest line in view, or an anchor: a line, and how much of it is
// above the top edge. Nothing has an absolute offset, so that lines that come
// or change elsewhere move nothing, and a hundred thousand of them cost no
// more than those on the screen.
type transcript struct {
	widget.BaseWidget
	source     lineSource
	now        func() time.Time
	onFollow   func(following bool)
	onTakeBack func(chat.MessageID)
	onType     func(rune)
	onShortcut func(fyne.Shortcut)

	heights    heights
	settled    int // how many of the heights belong to settled lines
	laidOut    float32
	generation int // changes with the theme, so that rows are drawn anew

	pinned  bool
	told    bool // what onFollow heard last
	anchor  anchor
	shown   []*lineRow
	byKey   map[vm.LineKey]*lineRow
	pool    []*lineRow
	objects []fyne.CanvasObject

	thumb   *canvas.Rectangle
	marks   []*canvas.Rectangle
	copy    *canvas.Image
	pointer pointer
	picked  selection
	focused bool
}

// anchor is what a transcript that is not pinned holds on to.
type anchor struct {
	ordinal int
	key     vm.LineKey
	above   float32 // how much of the line is above the top edge
}

// maxPool bounds the rows kept for use again.
const maxPool = 64

func newTranscript(source lineSource, now func() time.Time) *transcript {
	t := &transcript{
		source: source, now: now, pinned: true, told: true,
		byKey: make(map[vm.LineKey]*lineRow),
		thumb: &canvas.Rectangle{CornerRadius: 3},
		copy:  newGlyphImage(),
	}
	t.ExtendBaseWidget(t)
	return t
}

// update takes in what changed in the source.
func (t *transcript) update() {
	t.sync()
	t.arrange()
}

// sync brings the heights up to the source. Settled lines keep theirs; the
// pending ones behind them may have changed places.
func (t *transcript) sync() {
	lines := t.source.Lines()
	if t.heights.first != lines.First() {
		t.heights.drop(lines.First())
	}
	t.heights.truncate(max(min(t.settled, lines.Settled()), lines.First()))
	for i := t.heights.end; i < lines.End(); i++ {
		t.heights.add(t.guess(lines.At(i)))
	}
	t.settled = lines.Settled()
}

// guess estimates a height without measuring the text.
func (t *transcript) guess(line vm.Line) float32 {
	perLine := max((t.laidOut-20*grid)/7, 20)
	rows := 1 + float32(int(float32(len(line.Text))/perLine))
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
		t.heights, t.settled = heights{}, 0
		t.heights.drop(t.source.Lines().First())
		t.sync()
	}
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
	i, ok := lines.Find(t.anchor.key, t.anchor.ordinal)
	above := t.anchor.above
	if !ok {
		i, above = min(max(t.anchor.ordinal, lines.First()), max(lines.End()-1, lines.First())), 0
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
	if lines := t.source.Lines(); i < lines.End() {
		t.anchor.key = lines.At(i).Key
	}
}

// bind gives line i a row that shows it as it is now.
func (t *transcript) bind(i int) *lineRow {
	line := t.source.Row(i, t.now())
	r, ok := t.byKey[line.Key]
	if !ok {
		r = t.take()
		t.byKey[line.Key] = r
	}
	r.show(line, t.laidOut, t.generation)
	if i < t.heights.end {
		t.heights.set(i, r.height)
	}
	return r
}

func (t *transcript) take() *lineRow {
	if n := len(t.pool); n > 0 {
		r := t.pool[n-1]
		t.pool = t.pool[:n-1]
		return r
	}
	return newLineRow()
}

// place moves the rows in view from the anchor down, and gives the others back.
func (t *transcript) place(height float32) {
	lines := t.source.Lines()
	t.shown = t.shown[:0]
	t.objects = t.objects[:0]
	y := -t.anchor.above
	for i := t.anchor.ordinal; i < lines.End() && y < height; i++ {
		r := t.bind(i)
		r.top, r.ordinal = y, i
		t.shown = append(t.shown, r)
		y += r.height
	}
	t.recycle()
	for _, r := range t.shown {
		t.objects = r.ground(t.objects, height)
	}
	t.objects = append(t.objects, t.mark()...)
	for _, r := range t.shown {
		t.objects = r.figures(t.objects, height)
	}
	t.objects = append(t.objects, t.hover()...)
	t.objects = append(t.objects, t.bar(height)...)
	canvas.Refresh(t.thumb)
}

// recycle gives back the rows that went out of view.
func (t *transcript) recycle() {
	if len(t.byKey) == len(t.shown) {
		return
	}
	seen := make(map[vm.LineKey]bool, len(t.shown))
	for _, r := range t.shown {
		seen[r.line.Key] = true
	}
	for key, r := range t.byKey {
		if seen[key] {
			continue
		}
		delete(t.byKey, key)
		if len(t.pool) < maxPool {
			t.pool = append(t.pool, r)
		}
	}
}

// bar is the scroll bar's thumb, where there is something to scroll.
func (t *transcript) bar(height float32) []fyne.CanvasObject {
	top, length, ok := t.thumbAt(height)
	if !ok {
		return []fyne.CanvasObject{t.thumb}
	}
	t.thumb.FillColor = theme.Color(theme.ColorNameScrollBar)
	t.thumb.Resize(fyne.NewSize(6, length))
	t.thumb.Move(fyne.NewPos(t.laidOut-8, top))
	return []fyne.CanvasObject{t.thumb}
}

// thumbAt is where the thumb stands and how long it is.
func (t *transcript) thumbAt(height float32) (top, length float32, ok bool) {
	total := t.heights.total() + footroom
	if total <= float64(height) {
		t.thumb.Resize(fyne.NewSize(0, 0))
		return 0, 0, false
	}
	length = max(float32(float64(height)/total)*height, 4*grid)
	at := (t.heights.before(t.anchor.ordinal) + float64(t.anchor.above)) / (total - float64(height))
	if t.pinned {
		at = 1
	}
	return float32(max(min(at, 1), 0)) * (height - length), length, true
}

// CreateRenderer implements fyne.Widget.
func (t *transcript) CreateRenderer() fyne.WidgetRenderer {
	t.sync()
	return &transcriptRenderer{t}
}

type transcriptRenderer struct{ t *transcript }

func (r *transcriptRenderer) Destroy()                     {}
func (r *transcriptRenderer) Layout(fyne.Size)             { r.t.arrange() }
func (r *transcriptRenderer) MinSize() fyne.Size           { return fyne.NewSize(16*grid, 8*grid) }
func (r *transcriptRenderer) Objects() []fyne.CanvasObject { return r.t.objects }

func (r *transcriptRenderer) Refresh() {
	r.t.generation++
	r.t.update()
}
