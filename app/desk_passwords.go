package app

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"landline/app/vm"
)

// ListPasswords tells which passwords are kept.
func (d *Desk) ListPasswords() {
	d.runs.Go(d.tellPasswords)
}

// ForgetPassword removes a kept password. Who sits in that room goes on sitting
// there; the next time it is asked for.
func (d *Desk) ForgetPassword(p vm.KeptPassword) {
	d.runs.Go(func() {
		if err := d.profile.secrets.forget(p.Place, anyPassword); err != nil {
			d.log.Error("a password cannot be forgotten", "err", err)
		}
		d.tellPasswords()
	})
}

func (d *Desk) tellPasswords() {
	places, err := d.profile.secrets.places()
	if err != nil {
		d.log.Error("passwords cannot be read", "err", err)
	}
	kept := d.profile.settings.get()
	list := make([]vm.KeptPassword, 0, len(places))
	for _, place := range places {
		list = append(list, d.keptPassword(place, kept))
	}
	slices.SortStableFunc(list, func(a, b vm.KeptPassword) int {
		return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	d.feed.push(vm.Passwords{List: list})
}

// keptPassword describes the password that is kept for a place, by what else is
// known of the room.
func (d *Desk) keptPassword(place string, kept Settings) vm.KeptPassword {
	p := vm.KeptPassword{Place: place}
	if host, known, err := d.profile.known.Lookup(place); err == nil && known {
		p.Host = host
	}
	if address, ok := strings.CutPrefix(place, "address "); ok {
		p.Name = address
	}
	for _, r := range kept.Rooms {
		if !r.Room.IsZero() && d.profile.placeIn(r.Room, r.Host) == place {
			p.Room, p.Name, p.Host, p.Hosting = r.Room, r.Name, r.Host, r.Hosting
		}
	}
	for _, h := range kept.Hosted {
		if placeOf(h.Room) == place {
			p.Room, p.Name, p.Host, p.Hosting = h.Room, h.Name, d.profile.identity.ID(), true
		}
	}
	return p
}

// places are those for which a password is kept, in order.
func (p passwords) places() ([]string, error) {
	all, err := p.read()
	return slices.Sorted(maps.Keys(all)), err
}
