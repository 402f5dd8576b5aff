package app

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore"
	"landline/netcore/discover"
)

// mdnsPort is that of RFC 6762.
const mdnsPort = 5353

// openings are the ports that others must reach for rooms to be seen and entered.
type openings struct {
	tcp []int // of the rooms that are open here, or the one that rooms have by default
	udp []int
}

// openingsFor lists the ports for rooms that listen on these.
func openingsFor(rooms []int) openings {
	o := openings{tcp: slices.Clone(rooms), udp: []int{mdnsPort, discover.DefaultPort}}
	if len(o.tcp) == 0 {
		o.tcp = []int{netcore.DefaultPort}
	}
	slices.Sort(o.tcp)
	o.tcp = slices.Compact(o.tcp)
	return o
}

// joined writes ports with something before, between and behind them.
func joined(ports []int, before, between, behind string) string {
	list := make([]string, len(ports))
	for i, p := range ports {
		list[i] = before + strconv.Itoa(p) + behind
	}
	return strings.Join(list, between)
}

// linuxFirewalls finds the firewalls of a Linux system by the files that
// everybody may read. Their rules only an administrator may.
func linuxFirewalls(root fs.FS, o openings) (list []vm.Firewall) {
	terminal := words.T("In a terminal, as somebody who may use sudo.")
	if has(root, "usr/sbin/ufw") {
		list = append(list, vm.Firewall{
			Name: "ufw", Active: says(root, "etc/ufw/ufw.conf", "ENABLED=yes"), How: terminal,
			Command: joined(o.tcp, "sudo ufw allow ", " && ", "/tcp") + " && " + joined(o.udp, "sudo ufw allow ", " && ", "/udp"),
		})
	}
	if has(root, "usr/sbin/firewalld") {
		list = append(list, vm.Firewall{
			Name: "firewalld", Active: runs(root, "firewalld.service"), How: terminal,
			Command: "sudo firewall-cmd --permanent " + joined(o.tcp, "--add-port=", " ", "/tcp") + " " +
				joined(o.udp, "--add-port=", " ", "/udp") + " && sudo firewall-cmd --reload",
		})
	}
	if f, ok := nftables(root, o); ok {
		f.How = terminal
		list = append(list, f)
	}
	for _, file := range []string{"etc/iptables/rules.v4", "etc/sysconfig/iptables"} {
		if says(root, file, ":INPUT DROP") || says(root, file, "-A INPUT", "DROP") || says(root, file, "-A INPUT", "REJECT") {
			list = append(list, vm.Firewall{
				Name: "iptables", Active: enabled(root, "netfilter-persistent.service") || enabled(root, "iptables.service"), How: terminal,
				Command: "sudo iptables -I INPUT -p tcp -m multiport --dports " + joined(o.tcp, "", ",", "") + " -j ACCEPT" +
					" && sudo iptables -I INPUT -p udp -m multiport --dports " + joined(o.udp, "", ",", "") + " -j ACCEPT",
			})
			break
		}
	}
	if !slices.ContainsFunc(list, func(f vm.Firewall) bool { return f.Active }) && has(root, "usr/sbin/nft") {
		list = append(list, vm.Firewall{Name: "nftables", Unsure: true, Command: "sudo nft list ruleset", How: terminal})
	}
	return list
}

// nftables reads the rules that are loaded when the computer starts.
func nftables(root fs.FS, o openings) (f vm.Firewall, ok bool) {
	for _, file := range []string{"etc/nftables.conf", "etc/sysconfig/nftables.conf"} {
		family, table, chain := inputChain(root, file)
		if chain == "" || !says(root, file, "drop") && !says(root, file, "reject") {
			continue
		}
		where := fmt.Sprintf("insert rule %s %s %s", family, table, chain)
		return vm.Firewall{
			Name: "nftables", Active: enabled(root, "nftables.service"),
			Command: fmt.Sprintf("sudo nft '%s tcp dport { %s } accept; %s udp dport { %s } accept'",
				where, joined(o.tcp, "", ", ", ""), where, joined(o.udp, "", ", ", "")),
		}, true
	}
	return f, false
}

// inputChain is the chain of a file of nftables that sees what comes in; empty
// where there is none, or its name is not one of letters, digits and hyphens.
func inputChain(root fs.FS, file string) (family, table, chain string) {
	for _, line := range lines(root, file) {
		switch f := strings.Fields(line); {
		case len(f) >= 3 && f[0] == "table" && f[2] == "{":
			family, table = "ip", f[1]
		case len(f) >= 3 && f[0] == "table":
			family, table = f[1], f[2]
		case len(f) >= 2 && f[0] == "chain":
			chain = f[1]
		}
		if strings.Contains(line, "hook input") && plainName(family) && plainName(table) && plainName(chain) {
			return family, table, chain
		}
	}
	return "", "", ""
}

// plainName tells whether a name can stand in a command as it is.
func plainName(name string) bool {
	return name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == ""
}

// has tells whether there is a file, or a directory.
func has(root fs.FS, name string) bool {
	_, err := fs.Stat(root, name)
	return err == nil
}

// maxFirewallFile bounds what is read of one file.
const maxFirewallFile = 1 << 20

// lines are those of a file, without comments; none where it cannot be read.
func lines(root fs.FS, name string) (list []string) {
	if info, err := fs.Stat(root, name); err != nil || info.Size() > maxFirewallFile {
		return nil
	}
	text, err := fs.ReadFile(root, name)
	if err != nil {
		return nil
	}
	for line := range strings.Lines(string(text)) {
		if line, _, _ = strings.Cut(line, "#"); strings.TrimSpace(line) != "" {
			list = append(list, strings.TrimSpace(line))
		}
	}
	return list
}

// says tells whether a line of a file holds all of these words.
func says(root fs.FS, name string, all ...string) bool {
	return slices.ContainsFunc(lines(root, name), func(line string) bool {
		return !slices.ContainsFunc(all, func(word string) bool { return !strings.Contains(line, word) })
	})
}

// runs tells whether a service of systemd runs: it has a control group then.
func runs(root fs.FS, service string) bool {
	return has(root, path.Join("sys/fs/cgroup/system.slice", service)) ||
		has(root, path.Join("sys/fs/cgroup/systemd/system.slice", service))
}

// enabled tells whether systemd starts a service with the computer.
func enabled(root fs.FS, service string) bool {
	for _, target := range []string{"sysinit.target", "multi-user.target", "basic.target"} {
		file := path.Join("etc/systemd/system", target+".wants", service)
		if has(root, file) {
			return true
		}
		// The link leads out of root where root is not the system's own.
		if entries, err := fs.ReadDir(root, path.Dir(file)); err == nil &&
			slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == service }) {
			return true
		}
	}
	return false
}

// windowsFirewall is Windows' own. Active are the profiles in which it is on.
func windowsFirewall(program string, active []string) vm.Firewall {
	name := "Windows Defender Firewall"
	if len(active) > 0 {
		name += " (" + strings.Join(active, ", ") + ")"
	}
	return vm.Firewall{
		Name: name, Active: len(active) > 0,
		Command: `netsh advfirewall firewall add rule name="Landline" dir=in action=allow program="` + program + `" enable=yes profile=private,domain`,
		How: words.T("In a terminal that was started as administrator. It holds for private networks: " +
			"under Settings, Network, make this network a private one where you trust it."),
	}
}

// macFirewall is macOS' own.
func macFirewall(program string, active bool) vm.Firewall {
	const tool = "/usr/libexec/ApplicationFirewall/socketfilterfw"
	quoted := "'" + strings.ReplaceAll(program, "'", `'\''`) + "'"
	return vm.Firewall{
		Name: "macOS", Active: active,
		Command: "sudo " + tool + " --add " + quoted + " && sudo " + tool + " --unblockapp " + quoted,
		How: words.T("In Terminal, as an administrator. " +
			"And under System Settings, Privacy & Security, Local Network, Landline must be switched on."),
	}
}
