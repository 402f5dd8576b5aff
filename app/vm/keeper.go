package vm

import "landline/netcore/chat"

// Keeper is what the room's host is called where rooms are listed: by name, and
// with their tag where somebody could take this room or its host for another's,
// be that one in the lobby, in this window, or of an earlier day.
func (f Found) Keeper() string {
	if f.alike || mistaken(f.HostName) {
		return Tagged(f.HostName, f.Host.Tag())
	}
	return f.HostName
}

// hosts knows whose a name is, by what the name looks like (chat.Looks): the zero
// MemberID for that of several hosts.
type hosts map[string]chat.MemberID

func (h hosts) saw(looks string, host chat.MemberID) {
	if first, known := h[looks]; known && first != host {
		host = chat.MemberID{}
	}
	h[looks] = host
}

// several tells whether more than one host has a name that looks so.
func (h hosts) several(looks string) bool { return h[looks].IsZero() }

// tellApart marks the rooms of the lobby whose name, or whose host's, looks like
// one of another host.
func (d *Desk) tellApart() {
	if len(d.lobby) == 0 {
		return
	}
	rooms, people := make(hosts), make(hosts)
	for _, k := range d.earlier {
		if !k.Host.IsZero() {
			rooms.saw(chat.Looks(k.Name), k.Host)
		}
	}
	for _, r := range d.rooms {
		host := r.Host()
		if r.hosting {
			host = d.me.ID
		}
		if host.IsZero() {
			continue
		}
		rooms.saw(chat.Looks(r.Name()), host)
		if m := r.people.members; len(m) > 0 && m[0].Host { // the host stands first
			people.saw(chat.Looks(m[0].Name), m[0].ID)
		}
	}
	for _, f := range d.lobby {
		rooms.saw(f.looks, f.Host)
		people.saw(f.hostLooks, f.Host)
	}
	for i, f := range d.lobby {
		d.lobby[i].alike = rooms.several(f.looks) || people.several(f.hostLooks)
	}
}

// renames tells whether an event can change what rooms and their hosts are called.
func renames(event Event) bool {
	switch e := event.(type) {
	case Named, Opened, Closed, Lobby, Known, Retitled, Met:
		return true
	case Happened:
		switch e := e.Event.(type) {
		case chat.Entered:
			return true
		case chat.Joined:
			return e.Host
		}
	}
	return false
}
