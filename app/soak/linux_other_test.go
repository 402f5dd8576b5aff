//go:build unix && !linux

package soak

import (
	"os/exec"
	"testing"
)

// disk is nothing here: only Linux can have a small one for a test.
type disk struct{}

func newDisk(*testing.T, string) (d *disk, why string) {
	return nil, "only Linux can have a small file system for a test"
}

func (*disk) profile() string { return "" }
func (*disk) fill()           {}
func (*disk) free()           {}

// network is nothing here: only Linux has namespaces.
type network struct{ address string }

func newNetwork(t *testing.T, _ int) *network {
	t.Skip("only Linux has network namespaces")
	return nil
}

func (*network) onHost(name string, args ...string) *exec.Cmd { return exec.Command(name, args...) }

func (*network) onJoiner(int) func(string, ...string) *exec.Cmd { return exec.Command }

func (*network) apply(step) {}
func (*network) undo(step)  {}
