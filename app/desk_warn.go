package app

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"landline/app/vm"
	"landline/app/words"
)

// unkept passes on that what is said in a room cannot be written down; with
// nil, that it can again.
func (d *Desk) unkept(room vm.Key, err error) {
	if err != nil {
		d.log.Error("what is said cannot be kept", "err", err)
	}
	d.warn(func() {
		d.faults = slices.DeleteFunc(d.faults, func(f fault) bool { return f.room == room })
		if err != nil {
			d.faults = append(d.faults, fault{room, unkept(err)})
		}
	})
}

// unsafeKept passes on that passwords cannot be kept, or read. The rooms want to
// be told them again then.
func (d *Desk) unsafeKept(err error) {
	d.log.Error("passwords cannot be kept", "err", err)
	d.warn(func() { d.unsafe = words.T("Passwords are not being kept on this computer: %s.", sentence(err)) })
}

// unwritten passes on that settings cannot be written down; with nil, that they
// can again.
func (d *Desk) unwritten(err error) {
	text := ""
	if err != nil {
		d.log.Error("settings cannot be kept", "err", err)
		text = words.T("Settings and the list of your rooms are not being kept on this computer: %s. Landline goes on, and tries again.", sentence(err))
	}
	d.warn(func() { d.unset = text })
}

// elsewhere passes on that another computer tells the network about rooms with
// this profile's key. Discovery calls it.
func (d *Desk) elsewhere(from netip.Addr) {
	d.copied(words.T("Another computer, at %s, uses a copy of this profile.", from.Unmap().String()))
}

// copied passes on where a copy of this profile is in use.
func (d *Desk) copied(where string) {
	d.log.Warn("this profile is in use elsewhere", "where", where)
	d.warn(func() { d.twice = words.T("%s Somebody else may go by your key.", where) })
}

// warn changes what the window should say, with change, and says it.
func (d *Desk) warn(change func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	before := d.warning()
	change()
	now := d.warning()
	if now != before {
		d.feed.replace(vm.Warned{Text: now}, func(e vm.Event) bool {
			_, older := e.(vm.Warned)
			return older
		})
	}
}

// fault says why a room's lines are not being kept.
type fault struct {
	room vm.Key
	text string
}

// warning is what the window should say about this program's own files, for
// who holds mu: what goes on now before what happened at the start. That the
// profile is in use elsewhere takes no other warning's place.
func (d *Desk) warning() string {
	files := cmp.Or(d.unset, d.unsafe, d.aside)
	if len(d.faults) > 0 {
		files = d.faults[0].text
	}
	return strings.TrimSpace(files + " " + d.twice)
}

// unread notes that older lines could not be read from disk.
func (d *Desk) unread(err error) { d.log.Error("older lines cannot be read", "err", err) }
