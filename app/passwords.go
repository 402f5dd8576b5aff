package app

import (
	"encoding/json"
	"fmt"
)

// Limits of the file of passwords.
const (
	passwordsBytes = 1 << 20
	passwordsKept  = 1000
)

// passwords are the rooms' passwords that this person asked to be kept on this
// computer, by the name of their place (dialer.place), in a file that only
// they may read. Several processes share it. The words themselves are in no
// error that comes from here.
type passwords struct{ path string }

// get is the password that is kept for a place; empty for none.
func (p passwords) get(place string) (string, error) {
	all, err := p.read()
	if err != nil {
		return "", fmt.Errorf("app: passwords: %w", err)
	}
	return all[place], nil
}

// keep keeps the password of a place. It waits for other processes and for the
// disk.
func (p passwords) keep(place, password string) error {
	return p.change(func(all map[string]string) error {
		if _, known := all[place]; !known && len(all) >= passwordsKept {
			return fmt.Errorf("%s holds %d passwords already; leave rooms that are not needed", p.path, passwordsKept)
		}
		all[place] = password
		return nil
	})
}

// forget drops what is kept for a place, where that is what fits says.
func (p passwords) forget(place string, fits func(password string) bool) error {
	if kept, err := p.get(place); err == nil && kept == "" {
		return nil // nearly always, and then nothing is written
	}
	return p.change(func(all map[string]string) error {
		if fits(all[place]) {
			delete(all, place)
		}
		return nil
	})
}

// anyPassword fits every password.
func anyPassword(string) bool { return true }

// file is where they are kept.
func (p passwords) file() keptFile { return keptFile{p.path, passwordsBytes} }

// read is what the file says; where there is none, nothing is kept. A file that
// cannot be read as passwords is never overwritten.
func (p passwords) read() (map[string]string, error) {
	all := make(map[string]string)
	content, err := p.file().read()
	if err != nil || content == nil {
		return all, err
	}
	// What is wrong in it is not told: the decoder would quote a piece of it.
	if json.Unmarshal(content, &all) != nil || all == nil {
		return nil, fmt.Errorf("%s is damaged; move it away to start afresh", p.path)
	}
	return all, nil
}

// change edits what the file has now, as settings.change does.
func (p passwords) change(edit func(map[string]string) error) error {
	if err := p.file().inTurn(func() error { return p.rewrite(edit) }); err != nil {
		return fmt.Errorf("app: passwords: %w", err)
	}
	return nil
}

// rewrite is change, while it is this process's turn.
func (p passwords) rewrite(edit func(map[string]string) error) error {
	all, err := p.read()
	if err != nil {
		return err
	}
	if err := edit(all); err != nil {
		return err
	}
	content, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	return p.file().replace(append(content, '\n'))
}
