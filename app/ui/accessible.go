package ui

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"

	"landline/app/words"
)

// Names for assistive technology. Fyne 2.8 knows four roles, and asks a part for
// one and for a name; docs/accessibility.md says how far it carries them.
var (
	_ fyne.Accessible = (*button)(nil)
	_ fyne.Accessible = (*tile)(nil)
	_ fyne.Accessible = (*check)(nil)
	_ fyne.Accessible = (*label)(nil)
	_ fyne.Accessible = (*paragraph)(nil)
	_ fyne.Accessible = (*markedLine)(nil)
	_ fyne.Accessible = (*avatar)(nil)
	_ fyne.Accessible = (*personRow)(nil)
	_ fyne.Accessible = (*field)(nil)
	_ fyne.Accessible = (*panel)(nil)
	_ fyne.Accessible = (*hueRow)(nil)
	_ fyne.Accessible = (*transcript)(nil)
)

// symbolWords says what a button does that is a symbol alone.
func symbolWords(glyph string) string {
	switch glyph {
	case "menu":
		return words.T("Rooms")
	case "close":
		return words.T("Close")
	case "search":
		return words.T("Search")
	case "info":
		return words.T("Details of this room")
	case "people":
		return words.T("Show or hide the people")
	case "leave":
		return words.T("Leave this room")
	case "order":
		return words.T("Settings of this room")
	case "invite":
		return words.T("Invite somebody")
	case "send":
		return words.T("Send the message")
	case "emoji":
		return words.T("Choose an emoji")
	case "copy":
		return words.T("Copy")
	case "chevron", "plus":
		return words.T("More")
	case "shield", "verified", "host":
		return words.T("Who keeps this room")
	case "eye", "eyeoff":
		return words.T("Show or hide what is typed")
	case "retry":
		return words.T("Try again")
	}
	return glyph
}

// AccessibilityLabel implements fyne.Accessible.
func (b *button) AccessibilityLabel() string {
	if b.text != "" {
		return b.text
	}
	return symbolWords(b.glyph)
}

// AccessibilityRole implements fyne.Accessible.
func (b *button) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible: all that stands in the row.
func (t *tile) AccessibilityLabel() string { return spokenIn(t.content) }

// AccessibilityRole implements fyne.Accessible.
func (t *tile) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible. There is no role of a box to
// tick, so the name says how it stands.
func (c *check) AccessibilityLabel() string {
	if c.on {
		return words.T("%s: on", c.text)
	}
	return words.T("%s: off", c.text)
}

// AccessibilityRole implements fyne.Accessible.
func (c *check) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible: the whole text, also where it is
// drawn shortened.
func (l *label) AccessibilityLabel() string { return l.text }

// AccessibilityRole implements fyne.Accessible.
func (l *label) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel implements fyne.Accessible.
func (p *paragraph) AccessibilityLabel() string { return p.text }

// AccessibilityRole implements fyne.Accessible.
func (p *paragraph) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel implements fyne.Accessible.
func (m *markedLine) AccessibilityLabel() string {
	var b strings.Builder
	for _, r := range m.runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// AccessibilityRole implements fyne.Accessible.
func (m *markedLine) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel implements fyne.Accessible: how reachable the person is. The
// name stands beside the picture.
func (a *avatar) AccessibilityLabel() string {
	if a.signed {
		return presenceWord(a.presence)
	}
	return ""
}

// AccessibilityRole implements fyne.Accessible.
func (a *avatar) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel implements fyne.Accessible.
func (r *personRow) AccessibilityLabel() string {
	if r.heading.Visible() {
		return r.heading.text
	}
	return spokenIn(r.body)
}

// AccessibilityRole implements fyne.Accessible.
func (r *personRow) AccessibilityRole() fyne.AccessibleRole {
	if r.heading.Visible() {
		return fyne.AccessibleRoleText
	}
	return fyne.AccessibleRoleButton
}

// AccessibilityLabel implements fyne.Accessible: what is typed, or else what
// belongs there. What is hidden while it is typed is not said.
func (f *field) AccessibilityLabel() string {
	if f.Text == "" || f.Password {
		return cmp.Or(f.asks, f.PlaceHolder)
	}
	return f.Text
}

// AccessibilityRole implements fyne.Accessible.
func (f *field) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel implements fyne.Accessible.
func (p *panel) AccessibilityLabel() string { return "" }

// AccessibilityRole implements fyne.Accessible.
func (p *panel) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// AccessibilityLabel implements fyne.Accessible.
func (h *hueRow) AccessibilityLabel() string {
	if h.hue == 0 {
		return words.T("Colour of your picture: that of your key")
	}
	return words.T("Colour of your picture: %d of %d", h.at(), hueSteps)
}

// AccessibilityRole implements fyne.Accessible.
func (h *hueRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible: the lines in view, oldest first.
func (t *transcript) AccessibilityLabel() string {
	lines := make([]string, 0, len(t.shown))
	for _, r := range t.shown {
		if name := r.line.Name; name != "" {
			lines = append(lines, name+": "+r.line.Text)
		} else {
			lines = append(lines, r.line.Text)
		}
	}
	return strings.Join(lines, "\n")
}

// AccessibilityRole implements fyne.Accessible.
func (t *transcript) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// spokenIn says what the parts of a row say, from its beginning to its end.
func spokenIn(o fyne.CanvasObject) string {
	if o == nil || !o.Visible() {
		return ""
	}
	var parts []string
	switch o := o.(type) {
	case *fyne.Container:
		for _, part := range o.Objects {
			if text := spokenIn(part); text != "" {
				parts = append(parts, text)
			}
		}
	case *panel:
		return spokenIn(o.content)
	case fyne.Accessible:
		return o.AccessibilityLabel()
	}
	return words.List(parts)
}
