package ui

import (
	"strings"
	"unicode"

	"landline/app/words"
)

// Lengths of a password: what the protocol takes at most, and what is long
// enough that nobody guesses it by trying.
const (
	maxPassword  = 256 // bytes
	safePassword = 8   // letters
)

// passwordField takes a password. It is masked until the person wants to see
// it. What stands in a dialog is its field.
type passwordField struct {
	*field
	show *button
}

func newPasswordField(placeholder string) *passwordField {
	p := &passwordField{field: newField(placeholder)}
	p.limit = maxPassword
	p.Password = true
	p.show = newButton(quiet, "eye", words.T("Show"), p.reveal).compact()
	p.show.onEscape = func() { p.field.escape() }
	p.ActionItem = p.show
	return p
}

func (p *passwordField) reveal() {
	if p.Password = !p.Password; p.Password {
		p.show.set("eye", words.T("Show"))
	} else {
		p.show.set("eyeoff", words.T("Hide"))
	}
	p.Refresh()
}

// fault says why it cannot be a password; empty where it can, or is none.
func (p *passwordField) fault() string {
	switch {
	case len(p.Text) > maxPassword:
		return words.T("That is too long for a password.")
	case strings.ContainsFunc(p.Text, unicode.IsControl):
		return words.T("That holds characters that no password can, such as tabs.")
	}
	return ""
}

// short tells whether there is one that somebody might guess.
func (p *passwordField) short() bool {
	return p.Text != "" && len([]rune(p.Text)) < safePassword
}
