package app

import (
	"net/netip"
	"slices"
	"time"

	"landline/app/vm"
)

const (
	// listenTime is how long the doctor listens before it takes silence for a
	// symptom: hosts answer a newcomer at once, and once more after a second.
	listenTime = 4 * time.Second
	// ownTwice is how many packets must have gone out before it is a symptom that
	// none of them came back.
	ownTwice = 2
)

// facts are what the doctor knows. Examine makes findings from them alone.
type facts struct {
	cards     []vm.Interface
	listening time.Duration // how long it has been listened for rooms; 0 for not at all
	socket    string        // why presence has no socket; empty where it has one
	rooms     int           // of other programs, that are seen now
	hosting   []int         // the TCP ports of the rooms that are open here
	firewalls []vm.Firewall
	probed    *vm.Probed // nil where no address was tried
}

// lan lists the interfaces by which other computers could be reached: those that
// are up, without loopback.
func (f facts) lan() []vm.Interface {
	return slices.DeleteFunc(slices.Clone(f.cards), func(c vm.Interface) bool { return !c.Up || c.Loopback })
}

// real is lan without what is virtual.
func (f facts) real() []vm.Interface {
	return slices.DeleteFunc(f.lan(), func(c vm.Interface) bool { return c.Virtual })
}

// used lists those of real on which rooms are looked for.
func (f facts) used() []vm.Interface {
	return slices.DeleteFunc(f.real(), func(c vm.Interface) bool { return !c.Used })
}

// deaf lists the interfaces on which not even this computer's own beacons are
// heard: the system gives every sender a copy.
func (f facts) deaf() []vm.Interface {
	return slices.DeleteFunc(f.used(), func(c vm.Interface) bool {
		return c.Presence.Sent < ownTwice || c.Presence.Heard > 0
	})
}

// heard counts what came of other computers, on all real interfaces.
func (f facts) heard() (presence, mdns int) {
	for _, c := range f.used() {
		presence += c.Presence.Others()
		mdns += c.MDNS.Others()
	}
	return presence, mdns
}

// silent tells whether nothing explains yet why no room is seen.
func (f facts) silent() bool {
	return f.rooms == 0 && len(f.used()) > 0 && f.listening >= listenTime && len(f.deaf()) < len(f.used())
}

// opener is the firewall that stands in the way most likely.
func (f facts) opener() (w vm.Firewall, ok bool) {
	for _, likely := range []func(vm.Firewall) bool{
		func(w vm.Firewall) bool { return w.Active },
		func(w vm.Firewall) bool { return w.Unsure },
	} {
		if i := slices.IndexFunc(f.firewalls, likely); i >= 0 {
			return f.firewalls[i], true
		}
	}
	return w, false
}

// examine says what the facts mean, what stands in the way first.
func examine(f facts) (findings []vm.Finding) {
	for _, rule := range []func(facts) (vm.Finding, bool){
		aboutProbe, noNetwork, onlyVirtual, noAddress, socketTaken, cannotSend, ownNotHeard, otherSubnet,
		nobodyHeard, noLandline, sameSubnet, vpnUp, firewallOn, listening, well,
	} {
		if finding, ok := rule(f); ok {
			findings = append(findings, finding)
		}
	}
	slices.SortStableFunc(findings, func(a, b vm.Finding) int {
		switch {
		case a.Bad == b.Bad:
			return 0
		case a.Bad:
			return -1
		}
		return 1
	})
	return findings
}

// prefixesOf are the addresses of an interface.
func prefixesOf(c vm.Interface) (list []netip.Prefix) {
	for _, text := range c.Addresses {
		if p, err := netip.ParsePrefix(text); err == nil {
			list = append(list, p)
		}
	}
	return list
}
