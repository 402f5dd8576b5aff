package app

import (
	"os"

	"golang.org/x/sys/unix"
)

// mapPage maps the first bytes of a file.
func mapPage(f *os.File, size int) ([]byte, error) {
	return unix.Mmap(int(f.Fd()), 0, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
}

func unmapPage(page []byte) {
	if page != nil {
		_ = unix.Munmap(page)
	}
}
