//go:build !linux && !windows && !darwin

package app

import "landline/app/vm"

// systemFirewalls knows none of this system.
func systemFirewalls(openings) []vm.Firewall { return nil }

// wirelessCard knows no more than the name says.
func wirelessCard(string) bool { return false }
