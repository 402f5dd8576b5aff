package app

import (
	"net/netip"
	"slices"
	"strings"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/discover"
)

// The rules, each of which finds one thing in the facts, or nothing.

// namesOf lists interfaces for a sentence.
func namesOf(cards []vm.Interface) string {
	var names []string
	for _, c := range cards {
		names = append(names, c.Name)
	}
	return strings.Join(names, ", ")
}

func aboutProbe(f facts) (vm.Finding, bool) {
	if f.probed == nil {
		return vm.Finding{}, false
	}
	if f.probed.OK() {
		return vm.Finding{Code: "address-reached", Text: f.probed.Sentence()}, true
	}
	return vm.Finding{Code: "address-not-reached", Bad: true, Text: f.probed.Sentence(), Do: f.probed.Trouble.Remedy()}, true
}

func noNetwork(f facts) (vm.Finding, bool) {
	return vm.Finding{
		Code: "no-network", Bad: true,
		Text: words.T("This computer is on no network."),
		Do:   words.T("Plug in a network cable, or connect to a Wi-Fi."),
	}, len(f.lan()) == 0
}

func onlyVirtual(f facts) (vm.Finding, bool) {
	lan := f.lan()
	return vm.Finding{
		Code: "only-virtual", Bad: true,
		Text: words.T("Only virtual networks are up: %s. They belong to a VPN, to containers or to virtual machines, and other computers nearby are on none of them.", namesOf(lan)),
		Do:   words.T("Plug in a network cable, or connect to a Wi-Fi."),
	}, len(lan) > 0 && len(f.real()) == 0
}

// noAddress finds an address that the computer gave itself (RFC 3927).
func noAddress(f facts) (vm.Finding, bool) {
	for _, c := range f.real() {
		var own, given bool
		for _, a := range prefixesOf(c) {
			switch {
			case !a.Addr().Is4():
			case a.Addr().IsLinkLocalUnicast():
				own = true
			default:
				given = true
			}
		}
		if own && !given {
			return vm.Finding{
				Code: "no-address", Bad: true,
				Text: words.T("%s got no address from its network, and gave itself one that begins with 169.254.", c.Name),
				Do:   words.T("Reconnect to the network. Where that does not help, its router hands out no addresses: start it again."),
			}, true
		}
	}
	return vm.Finding{}, false
}

func socketTaken(f facts) (vm.Finding, bool) {
	return vm.Finding{
		Code: "port-taken", Bad: true,
		Text: words.T("UDP port %d cannot be used: %s. Rooms are found by mDNS alone.", discover.DefaultPort, f.socket),
		Do:   words.T("Close the other program that uses it."),
	}, f.socket != ""
}

func cannotSend(f facts) (vm.Finding, bool) {
	used := f.used()
	mute := slices.DeleteFunc(slices.Clone(used), func(c vm.Interface) bool {
		return c.Presence.Fault == "" && c.Presence.Used || c.MDNS.Fault == "" && c.MDNS.Used
	})
	if len(used) == 0 || len(mute) < len(used) {
		return vm.Finding{}, false
	}
	why := mute[0].Presence.Fault
	if why == "" {
		why = mute[0].MDNS.Fault
	}
	finding := vm.Finding{
		Code: "cannot-send", Bad: true,
		Text: words.T("This computer sends nothing to its network: %s.", why),
		Do:   words.T("A firewall of this computer holds back what goes out, or a VPN does. Let Landline through, or leave the VPN."),
	}
	if w, ok := f.opener(); ok && w.Unsure {
		finding.Command = w.Command
	}
	return finding, why != ""
}

func ownNotHeard(f facts) (vm.Finding, bool) {
	deaf := f.deaf()
	if f.listening < listenTime || len(deaf) == 0 {
		return vm.Finding{}, false
	}
	finding := vm.Finding{
		Code: "own-not-heard", Bad: true,
		Text: words.T("A firewall of this computer drops what Landline hears on %s: not even its own packets come back.", namesOf(deaf)),
		Do:   words.T("Let Landline through the firewall."),
	}
	if w, ok := f.opener(); ok {
		finding.Command, finding.Do = w.Command, words.T("Let Landline through the firewall. %s", w.How)
		if w.Unsure {
			finding.Do = words.T("Let TCP port %s and UDP ports %s through the firewall. Its rules are shown by this command.",
				joined(openingsFor(f.hosting).tcp, "", ", ", ""), joined(openingsFor(f.hosting).udp, "", ", ", ""))
		}
	}
	return finding, true
}

func otherSubnet(f facts) (vm.Finding, bool) {
	for _, c := range f.used() {
		if c.Foreign != "" {
			return vm.Finding{
				Code: "other-subnet", Bad: f.rooms == 0,
				Text: words.T("%s is at the same cable or Wi-Fi as %s, but has an address of another network.", c.Foreign, c.Name),
				Do:   words.T("Give both computers addresses of one network, as the router hands them out."),
			}, true
		}
	}
	return vm.Finding{}, false
}

func nobodyHeard(f facts) (vm.Finding, bool) {
	presence, mdns := f.heard()
	return vm.Finding{
		Code: "nobody-heard", Bad: true,
		Text: words.T("Nothing of any other computer arrives, although this one sends and hears itself."),
		Do: words.T("Either no other computer is there, or the network keeps you apart: a guest Wi-Fi often does, and so does “client isolation”. " +
			"Join the same network as the others, by cable or by its main Wi-Fi, or try an address below."),
	}, f.silent() && presence+mdns == 0
}

func noLandline(f facts) (vm.Finding, bool) {
	presence, mdns := f.heard()
	if !f.silent() || presence+mdns == 0 {
		return vm.Finding{}, false
	}
	if presence > 0 {
		return vm.Finding{
			Code: "no-room",
			Text: words.T("Another Landline is heard, but none of them has a room open for this network."),
			Do:   words.T("Host a room, or ask the others to. A room that is not announced is joined by its address."),
		}, true
	}
	return vm.Finding{
		Code: "no-landline", Bad: true,
		Text: words.T("Other computers are heard, but no Landline."),
		Do: words.T("Check that Landline runs there, with a room open. Where it does, the firewall of that computer holds it back: " +
			"open the doctor there, too."),
	}, true
}

func sameSubnet(f facts) (vm.Finding, bool) {
	seen := make(map[netip.Prefix]string)
	for _, c := range f.real() {
		for _, p := range prefixesOf(c) {
			p = p.Masked()
			if !p.Addr().Is4() || p.Addr().IsLinkLocalUnicast() {
				continue
			}
			if other, ok := seen[p]; ok && other != c.Name {
				return vm.Finding{
					Code: "same-subnet",
					Text: words.T("%s and %s are in the same network, %s.", other, c.Name, p.String()),
					Do:   words.T("That works as a rule. Where rooms come and go, leave one of the two."),
				}, true
			}
			seen[p] = c.Name
		}
	}
	return vm.Finding{}, false
}

func vpnUp(f facts) (vm.Finding, bool) {
	vpns := slices.DeleteFunc(f.lan(), func(c vm.Interface) bool { return c.Kind != vm.VPN })
	return vm.Finding{
		Code: "vpn",
		Text: words.T("A VPN is up: %s.", namesOf(vpns)),
		Do:   words.T("Some VPNs keep a computer from its own network. Leave it for a moment, or allow the local network in its settings."),
	}, len(vpns) > 0 && len(f.real()) > 0 && f.rooms == 0
}

// firewallOn names a firewall that may stand in the way of others, where nothing
// worse was said of it.
func firewallOn(f facts) (vm.Finding, bool) {
	w, ok := f.opener()
	said := len(f.deaf()) > 0 && f.listening >= listenTime
	return vm.Finding{
		Code: "firewall",
		Text: words.T("The firewall %s is on. It may keep others out of rooms that are open here.", w.Name),
		Do:   words.T("Let Landline through the firewall. %s", w.How), Command: w.Command,
	}, ok && w.Active && !said && (f.rooms == 0 || len(f.hosting) > 0)
}

func listening(f facts) (vm.Finding, bool) {
	return vm.Finding{
		Code: "listening",
		Text: words.T("Listening for other computers…"),
	}, f.rooms == 0 && len(f.used()) > 0 && f.listening < listenTime
}

func well(f facts) (vm.Finding, bool) {
	return vm.Finding{
		Code: "rooms-seen",
		Text: words.N("%d room of others is seen on this network.", "%d rooms of others are seen on this network.", f.rooms, f.rooms),
		Do:   words.T("Where one is missing, it is not announced, or its computer's firewall holds it back: try its address."),
	}, f.rooms > 0
}
