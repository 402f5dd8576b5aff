package app

import (
	"cmp"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"slices"

	"github.com/jeandeaual/go-locale"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/discover"
)

// Prefer replaces what this person chose for the whole program.
func (d *Desk) Prefer(prefs vm.Prefs) {
	prefs = prefs.Clean()
	d.mu.Lock()
	d.chosen = prefs
	d.mu.Unlock()
	d.book.note(func(s *Settings) { s.Prefs = prefs })
	d.tellPrefs()
}

// prefs is what this person chose for the whole program. It may be called from
// any goroutine.
func (d *Desk) prefs() vm.Prefs {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.chosen
}

func (d *Desk) tellPrefs() {
	prefs := d.prefs()
	d.feed.put(vm.Preferred{Prefs: prefs, Language: cmp.Or(prefs.Language, d.tongue)})
}

// systemLanguage is the language that Landline speaks to whoever the computer
// is set up for.
func systemLanguage() words.Language {
	wanted, err := locale.GetLocales()
	if err != nil {
		return words.English // nobody has said another
	}
	return words.Match(wanted...)
}

// cards are the network interfaces on which rooms are looked for and announced.
// Programs on this computer always find each other.
func (d *Desk) cards() ([]discover.Interface, error) {
	all, err := discover.SystemInterfaces()
	prefs := d.prefs()
	return slices.DeleteFunc(all, func(i discover.Interface) bool { return !isLoopback(i) && !prefs.FoundOn(i.Name) }), err
}

func isLoopback(i discover.Interface) bool { return i.Flags&net.FlagLoopback != 0 }

// Tune sets which lines of a room this person is told of.
func (d *Desk) Tune(room vm.Key, alerts vm.Alerts) {
	s := d.seat(room)
	if s == nil {
		return
	}
	alerts = alerts.Clean()
	place := d.placeName(s)
	at := s.at.Load()
	d.book.note(func(now *Settings) {
		if at != nil {
			delete(now.Alerts, at.name) // chosen before the host was known
		}
		now.tune(place, alerts)
	})
	d.feed.put(vm.Tuned{Room: room, Alerts: alerts})
}

// tellTuned tells what this person chose of a room before.
func (d *Desk) tellTuned(s *seat) {
	if alerts := d.profile.settings.get().Alerts[d.placeName(s)].Clean(); alerts != vm.AlertUsual {
		d.feed.put(vm.Tuned{Room: s.key, Alerts: alerts})
	}
}

// Survey tells what this computer has for the settings to choose from.
func (d *Desk) Survey() {
	d.runs.Go(func() {
		cards, err := discover.SystemInterfaces()
		if err != nil {
			d.log.Warn("network interfaces cannot be listed", "err", err)
		}
		system := vm.System{Program: d.program, Folder: d.profile.dir, Bytes: sizeOf(d.profile.dir), Downloads: downloads(), Language: d.tongue}
		for _, c := range slices.DeleteFunc(cards, isLoopback) {
			card := vm.Card{Name: c.Name}
			for _, a := range c.Addrs {
				card.Addresses = append(card.Addresses, a.Addr().String())
			}
			system.Cards = append(system.Cards, card)
		}
		d.feed.push(system)
	})
}

// downloadFolder is where exports are proposed to go: where this person wants
// them, or the system does. A folder that is not there counts nothing.
func (d *Desk) downloadFolder() string {
	if chosen := d.prefs().Downloads; filepath.IsAbs(chosen) {
		if info, err := os.Stat(chosen); err == nil && info.IsDir() {
			return chosen
		}
	}
	return downloads()
}

// sizeOf is how much the files below a folder take, roughly: what goes away
// meanwhile, or cannot be read, counts nothing.
func sizeOf(dir string) (bytes int64) {
	_ = filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return nil //nolint:nilerr // the sum goes on without it
		}
		if info, err := entry.Info(); err == nil {
			bytes += info.Size()
		}
		return nil
	})
	return bytes
}
