package netcore

import (
	"landline/netcore/chat"
)

// lock is the password that a room has for a while, and what was guessed at it.
type lock struct {
	password string // empty for none
	guesses  *guesses
}

// newLock is a lock at which nobody has guessed yet.
func (h *Host) newLock(password string) *lock {
	return &lock{password: password, guesses: newGuesses(h.cfg.Limits.FailedJoins, h.cfg.Limits.Guesses)}
}

// Relock gives the room another password, prepared (pake.Prepare), or none with
// an empty one. Who is in the room stays. From its return on nobody gets a seat
// who has not proved the new one, not even who proved the old one a moment ago.
// What was guessed at the old password says nothing about the new one, so all
// accounts of wrong guesses begin anew; with the password that the room has
// already nothing changes. It may be called from any goroutine, also before
// Serve.
func (h *Host) Relock(password string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.lock.Load().password != password {
		h.lock.Store(h.newLock(password))
	}
}

// Locked tells whether the room has a password now.
func (h *Host) Locked() bool { return h.lock.Load().password != "" }

// stillOpen refuses a joiner who came through a lock that was changed while they
// were at the door. h.mu is held.
func (h *Host) stillOpen(p *peer) error {
	now := h.lock.Load()
	switch {
	case p.here || p.passed == now || now.password == "":
		return nil
	case p.passed.password == "":
		return chat.Refusal{Code: chat.PasswordWanted}
	}
	return chat.Refusal{Code: chat.PasswordWrong}
}
