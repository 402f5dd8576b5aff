package netcore

import (
	"cmp"
	"net"
	"net/netip"
	"slices"
	"strings"
)

// AddressesOf lists what others can type to reach a listener, the likeliest
// first: for one that listens on all addresses private IPv4, other IPv4, global
// IPv6, then link-local IPv6 with its zone; within each, cards before the
// interfaces of containers, virtual machines and tunnels. Loopback is listed
// where there is nothing else.
func AddressesOf(ln net.Listener) []netip.AddrPort {
	tcp, ok := ln.Addr().(*net.TCPAddr)
	if !ok {
		return nil
	}
	bound := tcp.AddrPort()
	if !bound.Addr().IsUnspecified() {
		return []netip.AddrPort{netip.AddrPortFrom(bound.Addr().Unmap(), bound.Port())}
	}
	var addrs []netip.AddrPort
	for _, a := range ownAddresses() {
		if bound.Addr().Is4() && !a.Is4() {
			continue
		}
		addrs = append(addrs, netip.AddrPortFrom(a, bound.Port()))
	}
	return addrs
}

// ownAddresses lists the unicast addresses of the interfaces that are up,
// likeliest first.
func ownAddresses() []netip.Addr {
	interfaces, err := net.Interfaces()
	if err != nil {
		return nil
	}
	// The order is stable, so that within one kind of address the interfaces
	// keep this one.
	slices.SortStableFunc(interfaces, func(a, b net.Interface) int {
		return cmp.Compare(virtuality(a.Name), virtuality(b.Name))
	})
	var addrs []netip.Addr
	for _, i := range interfaces {
		if i.Flags&net.FlagUp == 0 {
			continue
		}
		networks, err := i.Addrs()
		if err != nil {
			continue
		}
		for _, n := range networks {
			prefix, err := netip.ParsePrefix(n.String())
			if err != nil {
				continue
			}
			a := prefix.Addr().Unmap()
			if a.IsLinkLocalUnicast() && a.Is6() {
				a = a.WithZone(i.Name)
			}
			addrs = append(addrs, a)
		}
	}
	slices.SortStableFunc(addrs, func(a, b netip.Addr) int { return cmp.Compare(remoteness(a), remoteness(b)) })
	if len(addrs) > 0 && !addrs[0].IsLoopback() {
		addrs = slices.DeleteFunc(addrs, netip.Addr.IsLoopback)
	}
	return addrs
}

// virtualNames are how systems and programs begin the names of interfaces
// behind which there is no cable and no radio.
var virtualNames = []string{
	"docker", "br-", "virbr", "veth", "vethernet", "vmnet", "vmware", "vboxnet", "virtualbox", "podman", "cni",
	"tun", "tap", "utun", "wg", "zt", "tailscale", "ppp", "bridge100",
}

// virtuality is 1 for an interface whose name says that the LAN is not behind
// it, otherwise 0.
func virtuality(name string) int {
	name = strings.ToLower(name)
	if slices.ContainsFunc(virtualNames, func(start string) bool { return strings.HasPrefix(name, start) }) {
		return 1
	}
	return 0
}

// remoteness orders addresses by how likely somebody on the LAN can use them.
func remoteness(a netip.Addr) int {
	switch {
	case a.IsLoopback():
		return 5
	case a.Is4() && a.IsPrivate():
		return 0
	case a.Is4() && !a.IsLinkLocalUnicast():
		return 1
	case a.IsGlobalUnicast():
		return 2
	case a.Is4():
		return 3
	default:
		return 4
	}
}
