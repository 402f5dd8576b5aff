package netcore

import (
	"context"
	"testing"
)

// TestLocalhostIsThisComputer asks for names that need no answer of anybody, when
// nobody can be asked any more.
func TestLocalhostIsThisComputer(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, name := range []string{"localhost", "LocalHost", "localhost.", "lab.localhost", "Lab.localhost."} {
		addrs, err := resolve(ctx, name)
		if err != nil || len(addrs) != 2 || !addrs[0].Is4() || !addrs[0].IsLoopback() || !addrs[1].Is6() || !addrs[1].IsLoopback() {
			t.Errorf("%q is %v, %v", name, addrs, err)
		}
	}
	for _, name := range []string{"mylocalhost", "localhost.lan", "lab"} {
		if addrs, err := resolve(ctx, name); err == nil {
			t.Errorf("%q is %v, without a question", name, addrs)
		}
	}
}
