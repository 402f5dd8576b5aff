package app

import (
	"os"

	"golang.org/x/sys/windows/registry"

	"landline/app/vm"
)

// profilesKey is where Windows keeps in which networks its firewall is on.
const profilesKey = `SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\`

// systemFirewalls finds the firewall of this system, by reading alone.
func systemFirewalls(openings) []vm.Firewall {
	program, err := os.Executable()
	if err != nil {
		return nil
	}
	var active []string
	for _, p := range []struct{ key, name string }{{"StandardProfile", "private"}, {"PublicProfile", "public"}, {"DomainProfile", "domain"}} {
		if profileOn(profilesKey + p.key) {
			active = append(active, p.name)
		}
	}
	return []vm.Firewall{windowsFirewall(program, active)}
}

func profileOn(path string) bool {
	k, err := registry.OpenKey(registry.LOCAL_MACHINE, path, registry.QUERY_VALUE)
	if err != nil {
		return false
	}
	defer func() { _ = k.Close() }()
	on, _, err := k.GetIntegerValue("EnableFirewall")
	return err == nil && on != 0
}

// wirelessCard knows no more than the name says.
func wirelessCard(string) bool { return false }
