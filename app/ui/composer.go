package ui

import (
	"math"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"landline/app/words"
	"landline/netcore/chat"
)

const (
	maxRows   = 6    // lines the composer grows to
	warnBytes = 1024 // what is left when the counter appears
)

// composer is where a message is written. What is in it stays until it was
// handed over, whatever happens to the connection or the window.
type composer struct {
	root   fyne.CanvasObject
	entry  *draft
	send   *button
	emoji  *button // chooses one; hidden where nobody opens the choice
	strip  *replyStrip
	hint   *label
	onSend func(text string)

	drafts  *wait // until what is being written is kept
	kept    string
	silence string // why nothing may be said; empty where it may
	spoken  bool   // a line was handed over, and the draft of before with it
	onDraft func(text string)

	onEmoji  func(at box)
	onCancel func() // the answer is given up
}

// draftPause is how long a person stops writing before the draft is kept.
const draftPause = 500 * time.Millisecond

func newComposer(placeholder string, onSend func(string)) *composer {
	c := &composer{onSend: onSend}
	c.entry = newDraft(placeholder)
	c.entry.onSend = c.submit
	c.entry.onLong = func() {
		c.hint.paint(words.T("That is too long for one message, so it was not pasted. A message takes up to %s bytes.", words.Number(chat.MaxText)), colorDanger)
		c.hint.Show()
	}
	c.entry.OnChanged = func(string) { c.changed() }
	c.send = newButton(primary, "send", "", c.submit)
	c.hint = newLabel("", sizeSmall, colorMuted)
	c.hint.Hide()
	c.emoji = newButton(quiet, "emoji", "", func() { c.pick() })
	c.emoji.Hide()
	c.strip = newReplyStrip(func() {
		if c.onCancel != nil {
			c.onCancel()
		}
	})
	card := newPanel(colorCard, colorEdge, 12, column(0, c.strip.root, container.New(composerLayout{}, c.entry, c.emoji, c.send)))
	c.entry.onFocus = func(on bool) {
		card.rim(map[bool]fyne.ThemeColorName{false: colorEdge, true: colorAccent}[on])
		if !on {
			c.drafts.flush()
		}
	}
	c.drafts = newWait(animate, draftPause, c.keepDraft)
	c.root = column(grid/2, c.hint, card)
	c.changed()
	return c
}

// offerEmoji lets an emoji be chosen: pick opens the choice beside a place of the
// window.
func (c *composer) offerEmoji(pick func(at box, chosen func(emoji string))) {
	c.onEmoji = func(at box) { pick(at, func(emoji string) { c.entry.replace(0, emoji) }) }
	c.emoji.Show()
}

// pick opens the choice of an emoji.
func (c *composer) pick() {
	if c.onEmoji == nil || c.entry.Disabled() {
		return
	}
	if canvas := fyne.CurrentApp().Driver().CanvasForObject(c.entry); canvas != nil {
		canvas.Focus(c.entry) // where the keyboard comes back to
	}
	at := placeOf(c.emoji)
	if c.strip.root.Visible() { // what is answered stays in view
		top := placeOf(c.strip.root).y
		at.y, at.h = top, at.y+at.h-top
	}
	c.onEmoji(at)
}

// keepDrafts begins with a draft of before, and tells keep what is being
// written whenever the person pauses.
func (c *composer) keepDrafts(run ticking, text string, keep func(text string)) {
	c.drafts.run, c.onDraft = run, keep
	c.restore(text)
}

// restore puts a draft of before into the composer, below what is being written
// already: that would replace it on disk.
func (c *composer) restore(text string) {
	switch {
	case text == c.entry.Text:
	case strings.TrimSpace(c.entry.Text) != "":
		c.give(text)
	default:
		if !c.spoken {
			c.kept = text
		}
		c.entry.put(text)
	}
}

func (c *composer) keepDraft() {
	if c.kept != c.entry.Text && c.onDraft != nil {
		c.kept = c.entry.Text
		c.onDraft(c.kept)
	}
}

// rename changes whom the message is for.
func (c *composer) rename(placeholder string) { c.entry.ask(placeholder) }

// enable opens or shuts the composer; the text stays either way.
func (c *composer) enable(on bool) {
	if on == !c.entry.Disabled() {
		return
	}
	if on {
		c.entry.Enable()
	} else {
		c.entry.Disable()
	}
	c.changed()
}

// mute tells why nothing may be said here; empty where it may.
func (c *composer) mute(silence string) {
	if c.silence != silence {
		c.silence = silence
		c.changed()
	}
}

// give puts a text back, below what was written meanwhile.
func (c *composer) give(text string) {
	if strings.TrimSpace(c.entry.Text) != "" {
		text = strings.TrimRight(c.entry.Text, "\n") + "\n" + text
	}
	c.entry.put(text)
}

func (c *composer) submit() {
	text := ready(c.entry.Text)
	if text == "" || c.entry.Disabled() {
		return
	}
	if err := chat.CheckText(text); err != nil {
		c.hint.paint(sentence(err), colorDanger)
		c.hint.Show()
		return
	}
	// From here on the line is a draft no longer: whoever takes it keeps it.
	c.kept, c.spoken = "", true
	c.entry.SetText("")
	c.onSend(text)
}

// changed follows what is written: the counter, the height, the button.
func (c *composer) changed() {
	text := ready(c.entry.Text)
	left := chat.MaxText - len(text)
	switch {
	case c.silence != "":
		c.hint.paint(c.silence, colorDanger)
		c.hint.Show()
	case left < 0:
		c.hint.paint(words.N("%s byte too long for one message", "%s bytes too long for one message", -left, words.Number(-left)), colorDanger)
		c.hint.Show()
	case left < warnBytes:
		c.hint.paint(words.N("%s byte left", "%s bytes left", left, words.Number(left)), colorMuted)
		c.hint.Show()
	default:
		c.hint.Hide()
	}
	c.emoji.enable(!c.entry.Disabled())
	c.send.enable(text != "" && left >= 0 && !c.entry.Disabled())
	c.entry.grow()
	if c.entry.Text == c.kept {
		c.drafts.cancel()
	} else {
		c.drafts.again()
	}
}

// lineEnds makes one of what other systems end lines with.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// ready is the text as it would be sent.
func ready(text string) string {
	return strings.TrimRight(strings.Trim(lineEnds.Replace(text), "\n"), " \t\n")
}

// composerLayout keeps the buttons at the foot of the growing field.
type composerLayout struct{}

func (composerLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	right := size.Width - 6
	for _, b := range []fyne.CanvasObject{parts[2], parts[1]} {
		if side := b.MinSize(); b.Visible() {
			right -= side.Width
			put(b, right, size.Height-side.Height-6, side.Width, side.Height)
			right -= grid / 2
		}
	}
	// Beside large buttons one line stands at their middle.
	top := 6 + max(float32(math.Floor(float64(size.Height-12-parts[0].MinSize().Height)/2)), 0)
	put(parts[0], 6, top, right-grid/2-6, size.Height-6-top)
	mirror(parts, size.Width)
}

func (composerLayout) MinSize(parts []fyne.CanvasObject) fyne.Size {
	size := parts[0].MinSize()
	for _, b := range parts[1:] {
		if b.Visible() {
			size = fyne.NewSize(size.Width+b.MinSize().Width+grid/2, max(size.Height, b.MinSize().Height))
		}
	}
	return size.AddWidthHeight(2*grid, 12)
}
