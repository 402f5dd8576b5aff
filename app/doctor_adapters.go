package app

import (
	"net"
	"slices"
	"strings"

	"landline/app/vm"
)

// adapterNames tells the kind of an adapter by what its name begins with, for
// each system, the first that fits. On Windows the name may hold it anywhere.
var adapterNames = map[string][]struct {
	kind  vm.Adapter
	names []string
}{
	"linux": {
		{vm.Container, []string{"docker", "veth", "br-", "cni", "flannel", "cali", "cilium", "podman", "lxc", "lxd", "kube", "weave", "nerdctl", "dummy"}},
		{vm.Hypervisor, []string{"virbr", "vnet", "vmnet", "vboxnet", "macvtap", "incus"}},
		{vm.VPN, []string{"tun", "tap", "wg", "tailscale", "zt", "ppp", "nordlynx", "proton", "mullvad", "ipsec", "vti", "gre", "sit", "ip6tnl", "cscotun", "gpd", "vpn", "utun"}},
		{vm.Wireless, []string{"wl", "ath", "ra"}},
		{vm.Mobile, []string{"ww", "rmnet"}},
		{vm.Bluetooth, []string{"bnep"}},
		{vm.Bridge, []string{"br"}},
		{vm.Wired, []string{"en", "eth", "usb", "em", "p", "bond", "team"}},
	},
	"darwin": {
		{vm.VPN, []string{"utun", "ppp", "ipsec", "tun", "tap", "feth", "gif", "stf"}},
		{vm.Hypervisor, []string{"bridge1", "vmenet", "vmnet", "vboxnet", "vnic"}},
		{vm.PeerToPeer, []string{"awdl", "llw", "p2p", "ap"}},
		{vm.Bridge, []string{"bridge"}},
		{vm.Mobile, []string{"pdp_ip"}},
	},
	"windows": {
		{vm.VPN, []string{"vpn", "wireguard", "tailscale", "zerotier", "nordlynx", "tap-", "wintun", "openvpn", "anyconnect", "globalprotect", "fortinet", "mullvad", "ppp"}},
		{vm.Hypervisor, []string{"vethernet", "vmware", "vmnet", "virtualbox", "hyper-v", "wsl"}},
		{vm.PeerToPeer, []string{"local area connection*", "wi-fi direct"}},
		{vm.Bluetooth, []string{"bluetooth"}},
		{vm.Mobile, []string{"cellular", "mobile"}},
		{vm.Wireless, []string{"wi-fi", "wifi", "wlan", "wireless"}},
		{vm.Wired, []string{"ethernet", "local area connection"}},
	},
}

// adapterOf tells what an interface of a system seems to be. Radio says that the
// system knows it as a wireless one.
func adapterOf(system, name string, flags net.Flags, radio bool) vm.Adapter {
	if flags&net.FlagLoopback != 0 {
		return vm.SelfOnly
	}
	fits := strings.HasPrefix
	if system == "windows" {
		fits = strings.Contains
	}
	known, ok := adapterNames[system]
	if !ok {
		known = adapterNames["linux"] // the BSDs call theirs by their drivers, and VPNs alike
	}
	lower := strings.ToLower(name)
	for _, k := range known {
		switch {
		case radio && !k.kind.Virtual():
		case slices.ContainsFunc(k.names, func(begins string) bool { return fits(lower, begins) }):
			return k.kind
		}
	}
	switch {
	case radio:
		return vm.Wireless
	case flags&net.FlagPointToPoint != 0:
		return vm.VPN
	}
	return vm.OtherAdapter
}
