package app

import (
	"slices"

	"landline/app/vm"
)

// unkept passes on that what is said in a room cannot be written down; with
// nil, that it can again.
func (d *Desk) unkept(room vm.Key, err error) {
	d.mu.Lock()
	before := d.warning()
	d.faults = slices.DeleteFunc(d.faults, func(f fault) bool { return f.room == room })
	if err != nil {
		d.log.Error("what is said cannot be kept", "err", err)
		d.faults = append(d.faults, fault{room, unkept(err)})
	}
	now := d.warning()
	d.mu.Unlock()
	if now != before {
		d.feed.push(vm.Warned{Text: now})
	}
}

// fault says why a room's lines are not being kept.
type fault struct {
	room vm.Key
	text string
}

// warning is what the window should say about this program's own files, for
// who holds mu: what goes on now before what happened at the start.
func (d *Desk) warning() string {
	if len(d.faults) > 0 {
		return d.faults[0].text
	}
	return d.aside
}

// unread notes that older lines could not be read from disk.
func (d *Desk) unread(err error) { d.log.Error("older lines cannot be read", "err", err) }
