package ui

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

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
	hint   *label
	onSend func(text string)

	drafts  *wait // until what is being written is kept
	kept    string
	silence string // why nothing may be said; empty where it may
	spoken  bool   // a line was handed over, and the draft of before with it
	onDraft func(text string)
}

// draftPause is how long a person stops writing before the draft is kept.
const draftPause = 500 * time.Millisecond

func newComposer(placeholder string, onSend func(string)) *composer {
	c := &composer{onSend: onSend}
	c.entry = newDraft(placeholder)
	c.entry.onSend = c.submit
	c.entry.onLong = func() { c.hint.paint("That is too long for one message", colorDanger) }
	c.entry.OnChanged = func(string) { c.changed() }
	c.send = newButton(primary, "send", "", c.submit)
	c.hint = newLabel("", sizeSmall, colorMuted)
	c.hint.Hide()
	field := container.NewThemeOverride(c.entry, bare{})
	card := newPanel(colorCard, colorEdge, 12, container.New(composerLayout{}, field, c.send))
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
func (c *composer) rename(placeholder string) {
	if c.entry.PlaceHolder != placeholder {
		c.entry.SetPlaceHolder(placeholder)
	}
}

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
		c.hint.paint(fmt.Sprintf("%d bytes too long for one message", -left), colorDanger)
		c.hint.Show()
	case left < warnBytes:
		c.hint.paint(fmt.Sprintf("%d bytes left", left), colorMuted)
		c.hint.Show()
	default:
		c.hint.Hide()
	}
	c.send.enable(text != "" && left >= 0 && !c.entry.Disabled())
	c.entry.grow()
	if c.entry.Text == c.kept {
		c.drafts.cancel()
	} else {
		c.drafts.again()
	}
}

// ready is the text as it would be sent.
func ready(text string) string {
	return strings.TrimRight(strings.Trim(strings.ReplaceAll(text, "\r", ""), "\n"), " \t\n")
}

// composerLayout keeps the button at the foot of the growing field.
type composerLayout struct{}

func (composerLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	field, send := parts[0], parts[1]
	side := send.MinSize()
	send.Resize(side)
	send.Move(fyne.NewPos(size.Width-side.Width-6, size.Height-side.Height-6))
	field.Resize(fyne.NewSize(size.Width-side.Width-2*grid, size.Height-12))
	field.Move(fyne.NewPos(6, 6))
}

func (composerLayout) MinSize(parts []fyne.CanvasObject) fyne.Size {
	field, send := parts[0].MinSize(), parts[1].MinSize()
	return fyne.NewSize(field.Width+send.Width+3*grid, max(field.Height, send.Height)+12)
}
