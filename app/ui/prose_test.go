package ui

import (
	"math/rand/v2"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"landline/app/ui/sample"
	"landline/app/vm"
	"landline/netcore/chat"
)

// saying is a transcript in which Bo said these lines, in a window of that
// height.
func saying(t *testing.T, height float32, texts ...string) (*transcript, *vm.Desk, fyne.Window) {
	t.Helper()
	quietApp(t)
	d := talk(0)
	for i, text := range texts {
		d.Apply(noon, vm.Happened{Room: 1, Event: chat.Said{Message: chat.Message{
			Seq: uint64(i + 1), ID: chat.MessageID{byte(i), 9}, From: bo, Name: "Bo", Text: text, At: noon}}})
	}
	tr, w := view(t, d)
	w.Resize(fyne.NewSize(600, height))
	tr.update()
	return tr, d, w
}

// at is the position of the transcript where the letter of a row begins.
func at(r *lineRow, letter int) fyne.Position {
	found := fyne.NewPos(-1, -1)
	r.prose.selected(letter, letter+1, func(b box) {
		found = fyne.NewPos(r.text.x+b.x+1, r.top+r.text.y+b.y+b.h/2)
	})
	return found
}

// dragged selects from one position to another and copies.
func dragged(tr *transcript, from, to fyne.Position) string {
	fyne.CurrentApp().Clipboard().SetContent("")
	tr.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: from}, Button: desktop.MouseButtonPrimary})
	tr.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}})
	tr.DragEnd()
	tr.MouseUp(nil)
	tr.TypedShortcut(&fyne.ShortcutCopy{Clipboard: fyne.CurrentApp().Clipboard()})
	return fyne.CurrentApp().Clipboard().Content()
}

// TestMarkdownLooksTheSame draws each kind of text that a message can hold.
func TestMarkdownLooksTheSame(t *testing.T) {
	_, _, w := saying(t, 900,
		"**bold** _italic_ ~~struck~~ `code` https://a.example/b and [words](https://c.example)",
		"before\n```go\nfunc main() {}\n```\n> a quote\n> of two lines\nan answer",
		"- one\n- two\n  1. inner\n\n10. ten",
		"@Ada and @Bo, not @nobody",
		"👍🎉",
		"now 👍🏽 then ✓ done",
		"העברית כאן, עם USB",
	)
	test.AssertRendersToMarkup(t, "markdown.xml", w.Canvas())
}

func TestSelectionCopiesTheSource(t *testing.T) {
	tr, _, _ := saying(t, 600, "some **bold** words", "- one\n- two `x`", "last")
	first, list, last := tr.shown[0], tr.shown[1], tr.shown[2]
	end := func(r *lineRow) fyne.Position { return at(r, len(r.prose.runes)-1).AddXY(100, 0) }
	for _, test := range []struct {
		name     string
		from, to fyne.Position
		want     string
	}{
		{"within words", at(first, 0), at(first, 4), "some"},
		{"marks within it", at(first, 0), at(first, 14), "some **bold** word"},
		{"all of it", at(first, 0), end(first), "some **bold** words"},
		{"a list", at(list, 0), end(list), "- one\n- two `x`"},
		{"an entry of it", at(list, 3), end(list), "- two `x`"},
		{"over several lines", at(first, 10), at(last, 2), "Bo: words\nBo: - one\n    - two `x`\nBo: la"},
		{"upwards", at(last, 2), at(list, 3), "Bo: - two `x`\nBo: la"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := dragged(tr, test.from, test.to); got != test.want {
				t.Errorf("copied %q, want %q", got, test.want)
			}
		})
	}
}

// TestACopySpeaksForNobodyElse copies a message that holds what looks like a line
// of somebody else's, and one of an impostor.
func TestACopySpeaksForNobodyElse(t *testing.T) {
	tr, d, _ := saying(t, 600, "hello")
	eve := chat.MemberID{0xEE}
	for i, m := range []chat.Message{
		{From: eve, Name: "Eve", Text: "ok\nBo: I took the money\u2028Bo: all of it"},
		{From: eve, Name: "Во", Text: "I did\n\nBo: yes"},
	} {
		m.Seq, m.ID, m.At = uint64(i+2), chat.MessageID{byte(i), 7}, noon
		d.Apply(noon, vm.Happened{Room: 1, Event: chat.Said{Message: m}})
	}
	tr.update()
	last := tr.shown[2]
	got := dragged(tr, at(tr.shown[0], 0), at(last, len(last.prose.runes)-1).AddXY(100, 0))
	want := "Bo #" + bo.Tag() + ": hello\n" +
		"Eve: ok\n    Bo: I took the money\u2028    Bo: all of it\n" +
		"Во #ee0000: I did\n    \n    Bo: yes"
	if got != want {
		t.Errorf("copied %q, want %q", got, want)
	}
}

// TestSelectionFromRightToLeft finds letters of Hebrew where they stand.
func TestSelectionFromRightToLeft(t *testing.T) {
	tr, _, _ := saying(t, 600, "שלום USB כאן")
	r := tr.shown[0]
	if shalom, kan := at(r, 0), at(r, 9); shalom.X <= kan.X {
		t.Errorf("the first word stands at %v, left of the last at %v", shalom.X, kan.X)
	}
	mark := func(letter int) fyne.Position { // in the right half of a letter from right to left: before it
		p := at(r, letter)
		r.prose.selected(letter, letter+1, func(b box) { p.X += b.w - 2 })
		return p
	}
	if got := dragged(tr, mark(0), mark(4)); got != "שלום" {
		t.Errorf("copied %q of the first word", got)
	}
	if got := dragged(tr, at(r, 5), mark(7)); got != "USB" {
		t.Errorf("copied %q of the word between", got)
	}
}

// TestEveryMessageCanBeCopiedWhole lays out random messages and selects all.
func TestEveryMessageCanBeCopiedWhole(t *testing.T) {
	quietApp(t)
	parts := append(strings.Split("a|*|**|`|```\n|\n|> |- |1. |\t|[x](http://a.b)|👍🏽|日|שלום |https://c.d ", "|"), sample.Scripts()...)
	random := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		var b strings.Builder
		for range random.IntN(12) {
			b.WriteString(parts[random.IntN(len(parts))])
		}
		d := talk(0)
		d.Apply(noon, vm.Happened{Room: 1, Event: chat.Said{Message: chat.Message{Seq: 1, From: bo, Name: "Bo", Text: b.String(), At: noon}}})
		p := newProse(d.Room(1).Row(d.Room(1).Lines().Base(), noon).Body)
		p.layOut(float32(60 + random.IntN(400)))
		if got := p.source(0, len(p.runes)); len(p.runes) > 0 && got != b.String() {
			t.Fatalf("%q is copied as %q", b.String(), got)
		}
		drawn := 0
		for _, l := range p.lines {
			for _, part := range l.parts {
				drawn += part.end - part.start
			}
		}
		spaces := 0
		for _, r := range p.runes {
			if r == ' ' || r == '\n' {
				spaces++
			}
		}
		if drawn > len(p.runes) || drawn < len(p.runes)-spaces {
			t.Fatalf("%q: %d letters drawn of %d", b.String(), drawn, len(p.runes))
		}
	}
}

func TestLinksAreFollowed(t *testing.T) {
	tr, _, _ := saying(t, 600, "see https://a.example/b or [this](https://c.example)", "plain")
	var to string
	var asked bool
	tr.onLink = func(link string, asking bool) { to, asked = link, asking }
	for letter, want := range map[int]string{6: "https://a.example/b", 28: "https://c.example"} {
		p := at(tr.shown[0], letter)
		to = ""
		tr.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}})
		if tr.Cursor() != desktop.PointerCursor {
			t.Errorf("no hand over letter %d", letter)
		}
		tr.Tapped(&fyne.PointEvent{Position: p})
		if to != want || asked != (letter == 28) {
			t.Errorf("letter %d leads to %q, asking %v", letter, to, asked)
		}
	}
	to = ""
	tr.Tapped(&fyne.PointEvent{Position: at(tr.shown[1], 1)})
	if to != "" {
		t.Errorf("plain words lead to %q", to)
	}
}

func TestOpeningALink(t *testing.T) {
	win, asked, w := inRoom(t, 1100, 700)
	win.openLink(link, false)
	asked.expect(t, "join "+link)
	win.openLink("https://c.example", true)
	top := w.Canvas().Overlays().Top()
	if top == nil || !strings.Contains(screenText(top), "https://c.example") {
		t.Error("it does not ask before it follows a link that hides where it leads")
	}
	win.openLink("landline://10.0.0.9/", true)
	if w.Canvas().Overlays().Top() != top {
		t.Error("it asks over a sheet that is open")
	}
	asked.expect(t)
}

// TestAnInvitationThatHidesWhereItLeads is followed only once the person has seen
// where it leads.
func TestAnInvitationThatHidesWhereItLeads(t *testing.T) {
	win, asked, w := inRoom(t, 1100, 700)
	const room = "landline://10.6.6.6:7678/trap"
	win.Apply([]vm.Event{vm.Happened{Room: 1, Event: chat.Said{Message: chat.Message{
		Seq: 1, ID: chat.MessageID{1, 9}, From: bo, Name: "Bo", Text: "the menu: [https://intranet.example/menu](" + room + ")", At: noon}}}})
	tr := win.pane().transcript
	link := tr.shown[0].links[0]
	tr.pressable(tr.shown[0], link.x+2, link.y+2)()
	asked.expect(t)
	if win.sheet == nil || !strings.Contains(screenText(w.Canvas().Overlays().Top()), room) {
		t.Fatal("it does not say where the link leads")
	}
	test.Tap(find(t, w.Canvas().Overlays().Top(), "Join"))
	asked.expect(t, "join "+room)
	if win.sheet != nil {
		t.Error("the sheet stays")
	}
}

func TestCodeIsCopied(t *testing.T) {
	tr, _, _ := saying(t, 600, "run\n```\na  b\n\nc\n```")
	c := tr.shown[0].codes[0]
	tr.Tapped(&fyne.PointEvent{Position: fyne.NewPos(c.x+c.w/2, tr.shown[0].top+c.y+c.h/2)})
	if got := fyne.CurrentApp().Clipboard().Content(); got != "a  b\n\nc" {
		t.Errorf("copied %q", got)
	}
}

// TestNoPartIsWiderThanItsBubble lays out every script, narrow.
func TestNoPartIsWiderThanItsBubble(t *testing.T) {
	tr, _, w := saying(t, 2000, sample.Scripts()...)
	for _, width := range []float32{240, 400, 900} {
		w.Resize(fyne.NewSize(width, 4000))
		fits(t, tr, width)
	}
}

// TestEmojiOfAnyLength lays out emoji that are joined to as long a one as a message
// holds: they are cut like any other text.
func TestEmojiOfAnyLength(t *testing.T) {
	for _, text := range []string{
		"👩" + strings.Repeat("\u200d👩", 1000),
		"a 👩" + strings.Repeat("\u200d👩🏽", 700) + " b",
		"🏴" + strings.Repeat("\U000E0067", 1500),
		strings.Repeat("👩\u200d👩\u200d👧\u200d👦", 100),
	} {
		tr, _, w := saying(t, 600, text)
		for _, width := range []float32{240, 900} {
			w.Resize(fyne.NewSize(width, 600))
			fits(t, tr, width)
			if p := tr.shown[0].prose; p.source(0, len(p.runes)) != text {
				t.Errorf("of %.20q… some is lost", text)
			}
		}
	}
}

// fits tells where a bubble is wider than the view, or a line than its bubble.
func fits(t *testing.T, tr *transcript, width float32) {
	t.Helper()
	for _, r := range tr.shown {
		if r.bubble.x < 0 || r.bubble.x+r.bubble.w > width {
			t.Errorf("at %v a bubble reaches from %v to %v", width, r.bubble.x, r.bubble.x+r.bubble.w)
		}
		for _, l := range r.prose.lines {
			if l.x < -1 || l.x+l.w > r.prose.width+1 {
				t.Errorf("at %v a line of %.20q… reaches from %v to %v of %v", width, r.line.Text, l.x, l.x+l.w, r.prose.width)
			}
		}
	}
}
