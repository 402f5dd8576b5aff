package app

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"landline/app/vm"
	"landline/netcore/discover"
)

// cable is a wired interface that works, with these addresses.
func cable(name string, addresses ...string) vm.Interface {
	works := vm.Radio{Used: true, Sent: 4, Heard: 4, Own: 4}
	return vm.Interface{Name: name, Addresses: addresses, Up: true, Kind: vm.Wired, Used: true, MDNS: works, Presence: works}
}

// with changes an interface for a row of a table.
func with(c vm.Interface, change func(*vm.Interface)) vm.Interface {
	change(&c)
	return c
}

func TestFindings(t *testing.T) {
	eth := cable("eth0", "192.168.1.20/24", "fe80::1/64")
	vpn := with(cable("wg0", "10.8.0.2/24"), func(c *vm.Interface) { c.Kind, c.Virtual = vm.VPN, true })
	loopback := with(cable("lo", "127.0.0.1/8"), func(c *vm.Interface) { c.Kind, c.Loopback = vm.SelfOnly, true })
	heard := func(presence, mdns int) vm.Interface {
		return with(eth, func(c *vm.Interface) {
			c.Presence.Heard += presence
			c.MDNS.Heard += mdns
		})
	}
	deaf := with(eth, func(c *vm.Interface) { c.Presence = vm.Radio{Used: true, Sent: 4} })
	mute := with(eth, func(c *vm.Interface) {
		c.Presence = vm.Radio{Used: true, Fault: "operation not permitted"}
		c.MDNS = c.Presence
	})
	ufw := vm.Firewall{Name: "ufw", Active: true, Command: "sudo ufw allow 7678/tcp", How: "In a terminal."}
	unsure := vm.Firewall{Name: "nftables", Unsure: true, Command: "sudo nft list ruleset"}
	const long = 10 * time.Second
	for name, c := range map[string]struct {
		facts facts
		want  string // codes in their order, those that are bad with a mark
	}{
		"no interface":           {facts{cards: []vm.Interface{loopback}, listening: long}, "no-network!"},
		"a cable that is out":    {facts{cards: []vm.Interface{with(eth, func(c *vm.Interface) { c.Up, c.Used = false, false })}, listening: long}, "no-network!"},
		"a VPN alone":            {facts{cards: []vm.Interface{vpn, loopback}, listening: long}, "only-virtual!"},
		"an address of its own":  {facts{cards: []vm.Interface{cable("eth0", "169.254.3.4/16")}, listening: long}, "no-address! nobody-heard!"},
		"that, and a given one":  {facts{cards: []vm.Interface{cable("eth0", "169.254.3.4/16", "192.168.1.20/24")}, listening: long}, "nobody-heard!"},
		"still listening":        {facts{cards: []vm.Interface{eth}, listening: time.Second}, "listening"},
		"nobody":                 {facts{cards: []vm.Interface{eth}, listening: long}, "nobody-heard!"},
		"nobody, with a VPN":     {facts{cards: []vm.Interface{eth, vpn}, listening: long}, "nobody-heard! vpn"},
		"nobody, with ufw":       {facts{cards: []vm.Interface{eth}, listening: long, firewalls: []vm.Firewall{ufw}}, "nobody-heard! firewall"},
		"printers":               {facts{cards: []vm.Interface{heard(0, 9)}, listening: long}, "no-landline!"},
		"a Landline, no room":    {facts{cards: []vm.Interface{heard(1, 9)}, listening: long}, "no-room"},
		"rooms":                  {facts{cards: []vm.Interface{heard(9, 9), vpn}, listening: long, rooms: 2}, "rooms-seen"},
		"rooms at once":          {facts{cards: []vm.Interface{heard(9, 9)}, rooms: 1}, "rooms-seen"},
		"rooms, hosting":         {facts{cards: []vm.Interface{heard(9, 9)}, rooms: 1, hosting: []int{7678}, firewalls: []vm.Firewall{ufw}}, "firewall rooms-seen"},
		"rooms, ufw, guest":      {facts{cards: []vm.Interface{heard(9, 9)}, rooms: 1, firewalls: []vm.Firewall{ufw}}, "rooms-seen"},
		"own packets are lost":   {facts{cards: []vm.Interface{deaf}, listening: long}, "own-not-heard!"},
		"that, with ufw":         {facts{cards: []vm.Interface{deaf}, listening: long, firewalls: []vm.Firewall{unsure, ufw}}, "own-not-heard!"},
		"that, not for long yet": {facts{cards: []vm.Interface{deaf}, listening: time.Second}, "listening"},
		"nothing goes out":       {facts{cards: []vm.Interface{mute}, listening: long, firewalls: []vm.Firewall{unsure}}, "cannot-send! nobody-heard!"},
		"one of two goes out":    {facts{cards: []vm.Interface{mute, cable("wlan0", "10.0.0.1/24")}, listening: long}, "nobody-heard!"},
		"the socket is taken":    {facts{cards: []vm.Interface{heard(0, 3)}, listening: long, rooms: 1, socket: "address already in use"}, "port-taken! rooms-seen"},
		"two of one network":     {facts{cards: []vm.Interface{heard(1, 1), cable("wlan0", "192.168.1.21/24")}, listening: long, rooms: 1}, "same-subnet rooms-seen"},
		"another subnet": {facts{cards: []vm.Interface{with(heard(0, 1), func(c *vm.Interface) { c.Foreign = "10.9.0.1" })}, listening: long},
			"other-subnet! no-landline!"},
		"another subnet, and rooms": {facts{cards: []vm.Interface{with(heard(1, 1), func(c *vm.Interface) { c.Foreign = "10.9.0.1" })}, rooms: 1},
			"other-subnet rooms-seen"},
		"an address that answers": {facts{cards: []vm.Interface{heard(1, 1)}, rooms: 1, probed: &vm.Probed{Target: "lab"}}, "address-reached rooms-seen"},
		"an address that does not": {facts{cards: []vm.Interface{heard(1, 1)}, rooms: 1,
			probed: &vm.Probed{Target: "lab", Trouble: vm.Trouble{Kind: vm.NoAnswer, Target: "lab"}}}, "address-not-reached! rooms-seen"},
	} {
		var got []string
		for _, f := range examine(c.facts) {
			code := f.Code
			if f.Bad {
				code += "!"
				if f.Do == "" {
					t.Errorf("%s: %s says not what to do", name, f.Code)
				}
			}
			if f.Text == "" || strings.Contains(f.Text+f.Do, "%!") {
				t.Errorf("%s: %+v", name, f)
			}
			got = append(got, code)
		}
		if got := strings.Join(got, " "); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestTheCommandOfTheFirewallThatIsOnIsOffered(t *testing.T) {
	deaf := with(cable("eth0", "192.168.1.20/24"), func(c *vm.Interface) { c.Presence = vm.Radio{Used: true, Sent: 4} })
	for name, c := range map[string]struct {
		walls []vm.Firewall
		want  string
	}{
		"none":   {nil, ""},
		"off":    {[]vm.Firewall{{Name: "ufw", Command: "u"}}, ""},
		"on":     {[]vm.Firewall{{Name: "x", Unsure: true, Command: "n"}, {Name: "ufw", Active: true, Command: "u"}}, "u"},
		"unsure": {[]vm.Firewall{{Name: "ufw", Command: "u"}, {Name: "x", Unsure: true, Command: "n"}}, "n"},
	} {
		found := examine(facts{cards: []vm.Interface{deaf}, listening: time.Minute, firewalls: c.walls})
		if len(found) == 0 || found[0].Code != "own-not-heard" || found[0].Command != c.want {
			t.Errorf("%s: %+v", name, found)
		}
	}
}

func TestAdapters(t *testing.T) {
	const up = net.FlagUp | net.FlagBroadcast | net.FlagMulticast
	for _, c := range []struct {
		system, names string
		flags         net.Flags
		radio         bool
		want          vm.Adapter
	}{
		{"linux", "eth0 enp3s0 eno1 usb0 bond0", up, false, vm.Wired},
		{"linux", "wlan0 wlp2s0 wlx001122", up, false, vm.Wireless},
		{"linux", "eth7", up, true, vm.Wireless},
		{"linux", "docker0 br-1a2b3c veth12ab cni0 podman1 lxcbr0", up, false, vm.Container},
		{"linux", "virbr0 vnet3 vmnet8 vboxnet0", up, false, vm.Hypervisor},
		{"linux", "tun0 tap0 wg0 tailscale0 zt5u4y ppp0 nordlynx", up, false, vm.VPN},
		{"linux", "anything0", net.FlagUp | net.FlagPointToPoint, false, vm.VPN},
		{"linux", "br0", up, false, vm.Bridge},
		{"linux", "wwan0", up, false, vm.Mobile},
		{"linux", "lo", net.FlagUp | net.FlagLoopback, false, vm.SelfOnly},
		{"darwin", "utun3 ppp0 ipsec0 feth1", up, false, vm.VPN},
		{"darwin", "awdl0 llw0", up, false, vm.PeerToPeer},
		{"darwin", "bridge100 vmenet0", up, false, vm.Hypervisor},
		{"darwin", "bridge0", up, false, vm.Bridge},
		{"darwin", "en0", up, false, vm.OtherAdapter},
		{"freebsd", "wg0 tun1", up, false, vm.VPN},
	} {
		for _, name := range strings.Fields(c.names) {
			if got := adapterOf(c.system, name, c.flags, c.radio); got != c.want {
				t.Errorf("%s on %s is %q, want %q", name, c.system, got, c.want)
			}
		}
	}
	for name, want := range map[string]vm.Adapter{
		"Ethernet": vm.Wired, "Ethernet 2": vm.Wired, "Wi-Fi": vm.Wireless, "WLAN": vm.Wireless,
		"vEthernet (WSL)": vm.Hypervisor, "VMware Network Adapter VMnet8": vm.Hypervisor, "VirtualBox Host-Only Network": vm.Hypervisor,
		"Tailscale": vm.VPN, "ZeroTier One [1234]": vm.VPN, "WireGuard Tunnel": vm.VPN, "Local Area Connection* 9": vm.PeerToPeer,
		"Bluetooth Network Connection": vm.Bluetooth, "Irgendwas": vm.OtherAdapter,
	} {
		if got := adapterOf("windows", name, up, false); got != want {
			t.Errorf("%s on windows is %q, want %q", name, got, want)
		}
	}
}

const filter = `#!/usr/sbin/nft -f
flush ruleset
table inet firewall {
	chain forward { type filter hook forward priority filter; }
	chain incoming {
		type filter hook input priority filter; policy drop; # all else
	}
}
`

func TestLinuxFirewalls(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	ports := openingsFor([]int{9000, 7700, 9000})
	for name, c := range map[string]struct {
		root fstest.MapFS
		want []string // each name, how it stands, and the command
	}{
		"none": {fstest.MapFS{}, nil},
		"ufw": {fstest.MapFS{"usr/sbin/ufw": file(""), "etc/ufw/ufw.conf": file("# ENABLED=no\nENABLED=yes\n"), "usr/sbin/nft": file("")},
			[]string{"ufw|on|sudo ufw allow 7700/tcp && sudo ufw allow 9000/tcp && sudo ufw allow 5353/udp && sudo ufw allow 7678/udp"}},
		"ufw that is off": {fstest.MapFS{"usr/sbin/ufw": file(""), "etc/ufw/ufw.conf": file("ENABLED=no\n#ENABLED=yes\n")},
			[]string{"ufw|off|sudo ufw allow 7700/tcp && sudo ufw allow 9000/tcp && sudo ufw allow 5353/udp && sudo ufw allow 7678/udp"}},
		"firewalld": {fstest.MapFS{"usr/sbin/firewalld": file(""), "sys/fs/cgroup/system.slice/firewalld.service/cgroup.procs": file("7")},
			[]string{"firewalld|on|sudo firewall-cmd --permanent --add-port=7700/tcp --add-port=9000/tcp --add-port=5353/udp --add-port=7678/udp && sudo firewall-cmd --reload"}},
		"nftables": {fstest.MapFS{"etc/nftables.conf": file(filter), "etc/systemd/system/sysinit.target.wants/nftables.service": file("")},
			[]string{"nftables|on|sudo nft 'insert rule inet firewall incoming tcp dport { 7700, 9000 } accept; insert rule inet firewall incoming udp dport { 5353, 7678 } accept'"}},
		"nftables that lets all in": {fstest.MapFS{"etc/nftables.conf": file("table inet filter {\nchain input {\ntype filter hook input priority 0;\n}\n}\n")}, nil},
		"a strange name":            {fstest.MapFS{"etc/nftables.conf": file(strings.Replace(filter, "firewall", "x';rm", 1))}, nil},
		"nft alone": {fstest.MapFS{"usr/sbin/nft": file("")},
			[]string{"nftables|only an administrator can see its rules|sudo nft list ruleset"}},
		"iptables": {fstest.MapFS{"etc/iptables/rules.v4": file("*filter\n:INPUT DROP [0:0]\n"), "etc/systemd/system/multi-user.target.wants/netfilter-persistent.service": file("")},
			[]string{"iptables|on|sudo iptables -I INPUT -p tcp -m multiport --dports 7700,9000 -j ACCEPT && sudo iptables -I INPUT -p udp -m multiport --dports 5353,7678 -j ACCEPT"}},
	} {
		var got []string
		for _, w := range linuxFirewalls(c.root, ports) {
			got = append(got, w.Name+"|"+w.State()+"|"+w.Command)
			if w.How == "" {
				t.Errorf("%s: it is not said where to type %q", name, w.Command)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%q, want\n%q", name, got, c.want)
		}
	}
}

func TestOtherFirewalls(t *testing.T) {
	w := windowsFirewall(`C:\Program Files\Landline\landline.exe`, []string{"public"})
	if !w.Active || !strings.Contains(w.Name, "public") || !strings.Contains(w.Command, `program="C:\Program Files\Landline\landline.exe"`) {
		t.Errorf("Windows: %+v", w)
	}
	if w := windowsFirewall("x", nil); w.Active {
		t.Errorf("Windows, where it is off: %+v", w)
	}
	m := macFirewall("/Applications/It's/landline", true)
	if !m.Active || strings.Count(m.Command, `'/Applications/It'\''s/landline'`) != 2 {
		t.Errorf("macOS: %+v", m)
	}
}

func TestReport(t *testing.T) {
	noon := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	card := with(cable("eth0", "192.168.1.20/24"), func(c *vm.Interface) {
		c.Presence.Heard, c.Presence.Last = 9, noon.Add(-3*time.Second)
		c.MDNS.Fault = "network is unreachable"
	})
	down := vm.Interface{Name: "wlan0", Kind: vm.Wireless, Why: "It is switched off."}
	d := diagnose(facts{
		cards: []vm.Interface{card, down}, rooms: 1,
		firewalls: []vm.Firewall{{Name: "ufw", Command: "u"}, {Name: "nftables", Unsure: true, Command: "sudo nft list ruleset"}},
	}, noon, "landline 1.2.3")
	_, report, _ := strings.Cut(d.Report, "\n") // the first line names this system
	const want = `
+ 1 room of others is seen on this network.
  Where one is missing, it is not announced, or its computer's firewall holds it back: try its address.

eth0 (wired)  192.168.1.20/24
  mDNS      nothing can be sent: network is unreachable
  Presence  4 sent · 4 heard of this computer, 5 of others, the last 3 s ago

wlan0 (wireless)
  It is switched off.

Firewall ufw: off

Firewall nftables: only an administrator can see its rules
    sudo nft list ruleset
`
	if report != want {
		t.Errorf("the report is\n%s\nwant\n%s", report, want)
	}
	if !strings.HasPrefix(d.Report, "landline 1.2.3 · ") || !strings.Contains(d.Report, "2026-03-01 12:00:00") {
		t.Errorf("it begins with %q", strings.SplitN(d.Report, "\n", 2)[0])
	}
}

func TestInnermost(t *testing.T) {
	deepest := errors.New("address already in use")
	for _, err := range []error{
		deepest,
		fmt.Errorf("discover: %w", &net.OpError{Op: "listen", Err: os.NewSyscallError("bind", deepest)}),
		errors.Join(fmt.Errorf("discover: %w", deepest), errors.New("another")),
	} {
		if got := innermost(err); got != deepest.Error() {
			t.Errorf("of %q: %q", err, got)
		}
	}
}

func TestRoomsOfThisComputerSayNothingOfTheNetwork(t *testing.T) {
	traffic := discover.Traffic{Cards: []discover.Card{{Interface: discover.Interface{Addrs: []netip.Prefix{
		netip.MustParsePrefix("192.168.1.20/24"), netip.MustParsePrefix("fe80::1/64"),
	}}}}}
	at := func(addrs ...string) (r discover.Room) {
		for _, a := range addrs {
			r.Addrs = append(r.Addrs, netip.MustParseAddrPort(a))
		}
		return r
	}
	rooms := []discover.Room{at("127.0.0.1:7678"), at("192.168.1.20:7678", "[fe80::1%eth0]:7678"), at("192.168.1.9:7678"), at("192.168.1.20:1", "10.0.0.1:1"), at()}
	if n := elsewhere(rooms, traffic); n != 2 {
		t.Errorf("%d rooms are elsewhere, want 2", n)
	}
}
