//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package identity

import (
	"os"

	"golang.org/x/sys/unix"
)

// machineNames are what the kernels of this family call the computer, or this
// start of it.
var machineNames = []string{
	"kern.bootsessionuuid",    // macOS
	"kern.hostuuid",           // FreeBSD, DragonFly
	"machdep.dmi.system-uuid", // NetBSD
	"hw.uuid",                 // OpenBSD
}

// machine is what tells this computer from others. The name that it goes by
// counts only where the kernel knows nothing better: on a laptop it changes
// with the network.
func machine() (facts []string) {
	for _, name := range machineNames {
		if fact, err := unix.Sysctl(name); err == nil && fact != "" {
			facts = append(facts, fact)
		}
	}
	if len(facts) == 0 {
		name, _ := os.Hostname()
		facts = append(facts, name)
	}
	return facts
}
