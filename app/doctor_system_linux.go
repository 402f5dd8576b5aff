package app

import (
	"os"
	"path"

	"landline/app/vm"
)

// systemFirewalls finds the firewalls of this system, by reading alone.
func systemFirewalls(o openings) []vm.Firewall { return linuxFirewalls(os.DirFS("/"), o) }

// wirelessCard tells whether the system knows an interface as a wireless one.
func wirelessCard(name string) bool {
	_, err := os.Stat(path.Join("/sys/class/net", name, "wireless"))
	return err == nil
}
