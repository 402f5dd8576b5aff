package app

import (
	"errors"
	"fmt"
	"io/fs"

	"landline/app/words"
	"landline/netcore/history"
	"landline/netcore/identity"
)

// damagedError is a file of a profile that cannot be read as what it should be.
// It is left as it is.
type damagedError struct {
	path string
	why  error
}

func (e *damagedError) Error() string {
	return fmt.Sprintf("%s is damaged (%v); move it away to start afresh", e.path, e.why)
}

// Unwrap gives what was found.
func (e *damagedError) Unwrap() error { return e.why }

// stopped ends a start of the window that failed: it says why on standard error,
// and to who started the program with a click, and sees none of that, in a small
// window.
func (s *shell) stopped(err error) int {
	text := sentenceCase(err)
	code := s.out.fail(exitFailed, text)
	if s.Alert != nil {
		words.Use(systemLanguage()) // the chosen one may be in the file that cannot be read
		s.Alert(remedy(err), text)
	}
	return code
}

// remedy says, for people, what can be done where the window cannot be opened.
func remedy(err error) string {
	var damaged *damagedError
	switch {
	case errors.As(err, &damaged):
		return words.T("A file of Landline is damaged. Move it away and start Landline again: what stood in it begins afresh, and everything else is kept.")
	case errors.Is(err, identity.ErrDamaged):
		return words.T("The file with your key is damaged. Put back a copy of it. If there is none, move it away: Landline then makes a new key, and others meet you as somebody new.")
	case errors.Is(err, identity.ErrExposed):
		return words.T("Other accounts can open the file with your key. Make it private; if it may have been copied, move it away, and others meet you as somebody new.")
	case errors.Is(err, history.ErrNewer):
		return words.T("A newer Landline has written to these files. Start that one, or install it again.")
	case history.IsFull(err):
		return words.T("The disk of this computer is full. Make space, and start Landline again.")
	case errors.Is(err, fs.ErrPermission), errors.Is(err, history.ErrReadOnly):
		return words.T("Landline may not use its own files. Allow your account to read and to write them, and start Landline again.")
	}
	return words.T("Something on this computer is in the way. What it is stands below.")
}
