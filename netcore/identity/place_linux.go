package identity

import (
	"io"
	"os"
	"strings"
)

// machine is what tells this computer from others. The name of this start of
// the kernel tells computers apart that were set up from one picture of a disk,
// and the name in the file tells containers apart; the name that the kernel
// goes by can change with the network. A fact that cannot be read is empty.
func machine() []string {
	return []string{
		readFact("/etc/machine-id", "/var/lib/dbus/machine-id"),
		readFact("/proc/sys/kernel/random/boot_id"),
		readFact("/etc/hostname"),
	}
}

// readFact is the content of the first of these files that has any.
func readFact(paths ...string) string {
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			continue
		}
		content, err := io.ReadAll(io.LimitReader(f, maxFile))
		_ = f.Close()
		if fact := strings.TrimSpace(string(content)); err == nil && fact != "" {
			return fact
		}
	}
	return ""
}
