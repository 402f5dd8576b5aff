//go:build unix

package soak

import (
	"cmp"
	"flag"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"slices"
	"testing"
	"time"

	"landline/netcore/netcoretest"
)

var (
	soakFor  = flag.Duration("soak.for", 10*time.Second, "how long faults happen")
	soakSeed = flag.Uint64("soak.seed", 0, "decides which faults happen when; 0 picks one, which is printed")
)

// joiners is how many people join.
const joiners = 5

// chatter is a pace: a line now and then, and rarely a whole page at once.
func chatter(seed uint64) func(joiner int) func() int {
	return func(joiner int) func() int {
		chance := rand.New(rand.NewPCG(seed, uint64(joiner)+2))
		return func() int {
			if chance.IntN(150) == 0 {
				return 200
			}
			return chance.IntN(3)
		}
	}
}

// TestSoak breaks rooms under load for -soak.for: one on this computer, where
// most joiners come through a proxy, and then, where namespaces can be made,
// one on a network of its own.
func TestSoak(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes half a minute at least")
	}
	seed := cmp.Or(*soakSeed, rand.Uint64N(1<<32))
	again := fmt.Sprintf("go test ./app/soak -run TestSoak -soak.for %v -soak.seed %d", *soakFor, seed)
	t.Log("seed", seed, "— again:", again)
	t.Run("proxy", func(t *testing.T) { soakProxy(t, seed, *soakFor*2/3) })
	t.Run("network", func(t *testing.T) { soakNetwork(t, seed, *soakFor/3) })
	if t.Failed() {
		t.Log("the same faults again:", again)
	}
}

func soakProxy(t *testing.T, seed uint64, length time.Duration) {
	where := loopback(t)
	kinds := slices.Concat(byProcess, byProxy)
	disk, why := newDisk(t, fmt.Sprintf("%dk", 64<<10+int(length.Seconds())*512))
	if disk != nil {
		where.profile = disk.profile()
		kinds = slices.Concat(kinds, byDisk)
	} else {
		t.Log("the disk is not filled:", why)
	}
	direct := where.dial
	proxy, err := netcoretest.NewProxy(direct(0), seed)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = proxy.Close() })
	where.dial = func(joiner int) string {
		if joiner%5 < 3 {
			return proxy.Addr()
		}
		return direct(joiner)
	}
	s := &suffering{room: openRoom(t, where, joiners, chatter(seed)), proxy: proxy, disk: disk}
	s.follow(s.ctx, plan(seed, length, kinds))
	s.judge(s.conclude())
}

func soakNetwork(t *testing.T, seed uint64, length time.Duration) {
	network := newNetwork(t, joiners)
	where := site{
		bind: network.address, port: 7678, rate: "0",
		dial:     func(int) string { return network.address },
		onHost:   network.onHost,
		onJoiner: func(joiner int) func(string, ...string) *exec.Cmd { return network.onJoiner(joiner) },
	}
	s := &suffering{room: openRoom(t, where, joiners, chatter(seed)), network: network}
	s.follow(s.ctx, plan(seed, length, slices.Concat(byProcess, byNetwork)))
	s.judge(s.conclude())
}
