package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"landline/netcore/identity"
	"landline/netcore/wire"
)

// bed is what the rows share: the programs, the people, and the two crowds
// that the last row left sitting.
type bed struct {
	dir      string
	self     string // this program
	program  string // landline
	pairs    int    // rounds of ours and of the baseline
	round    time.Duration
	people   []*identity.Identity
	started  int  // profiles so far
	profiled bool // have a host of our own, with profiles
	quick    bool

	ours, baseline *crowd // of the same number of members
}

// settings are what the command line chose.
type settings struct {
	dir     string // for profiles; empty for the user's cache folder
	program string // empty to build it
	round   time.Duration
	quick   bool
	profile bool // have a host in this program, with profiles
}

func newBed(ctx context.Context, s settings) (*bed, error) {
	b := &bed{pairs: 5, round: s.round, program: s.program, profiled: s.profile, quick: s.quick}
	if s.quick {
		b.pairs, b.round = 1, s.round/4
	}
	var err error
	if b.self, err = os.Executable(); err != nil {
		return nil, err
	}
	// Not the system's folder for temporary files: that one is often in
	// memory, where nothing needs to be synced.
	if s.dir == "" {
		if cache, err := os.UserCacheDir(); err == nil && os.MkdirAll(cache, 0o700) == nil {
			s.dir = cache
		}
	}
	if b.dir, err = os.MkdirTemp(s.dir, "landline-bench-"); err != nil {
		return nil, err
	}
	if b.program == "" && !s.profile {
		b.program = filepath.Join(b.dir, "landline")
		err = build(ctx, b.program)
	}
	if err != nil {
		b.close()
		return nil, err
	}
	return b, nil
}

// inMemory is a bed whose profiles are on no disk; nil where the system has no
// folder of that kind. It has to be closed.
func (b *bed) inMemory() (*bed, error) {
	dir, err := os.MkdirTemp("/dev/shm", "landline-bench-")
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	memory := *b
	memory.dir, memory.ours, memory.baseline = dir, nil, nil
	return &memory, nil
}

// build builds the landline of this tree that needs no window and no C.
func build(ctx context.Context, program string) error {
	cmd := exec.CommandContext(ctx, "go", "build", "-tags=nogui", "-ldflags=-s -w", "-o", program, "landline") //nolint:gosec // a file in our own folder
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building landline: %w: %s", err, out)
	}
	return nil
}

func (b *bed) close() {
	b.dismiss()
	_ = os.RemoveAll(b.dir)
}

// crowdSize is how many people join a full room (chat.Limits).
const crowdSize = 1000

// somebody is as many people as asked for, the same ones every time.
func (b *bed) somebody(n int) ([]*identity.Identity, error) {
	for len(b.people) < n {
		id, err := identity.New()
		if err != nil {
			return nil, err
		}
		b.people = append(b.people, id)
	}
	return b.people[:n], nil
}

// newProfile is the name of a folder for a new profile.
func (b *bed) newProfile() string {
	b.started++
	return filepath.Join(b.dir, "profile-"+strconv.Itoa(b.started))
}

// host starts `landline host` with the given profile. Its rate limit is off,
// for the author is to be as fast as the room is.
func (b *bed) host(ctx context.Context, profile string) (*server, error) {
	if b.profiled {
		return startServer(ctx, byte(wire.KindSaid), b.self, asBaseline, profiled, profile)
	}
	return startServer(ctx, byte(wire.KindSaid), b.program, "--profile", profile,
		"host", "--json", "--hidden", "--bind", "127.0.0.1", "--port", "0", "--rate", "0", "--as", "Host", "--name", "Bench")
}

// standIn starts one of the baselines.
func (b *bed) standIn(ctx context.Context, name string) (*server, error) {
	return startServer(ctx, byte(wire.KindSay), b.self, asBaseline, name, b.dir)
}

// seat has n members sit in a host's room and with a broadcaster. A row after
// another of the same number finds them sitting.
func (b *bed) seat(ctx context.Context, n int) (ours, baseline *crowd, err error) {
	if b.ours != nil && len(b.ours.members) == n {
		return b.ours, b.baseline, nil
	}
	b.dismiss()
	people, err := b.somebody(n)
	if err != nil {
		return nil, nil, err
	}
	host, err := b.host(ctx, b.newProfile())
	if err != nil {
		return nil, nil, err
	}
	ours, err = gather(ctx, host, people, dialling)
	if err != nil {
		host.stop()
		return nil, nil, err
	}
	standIn, err := b.standIn(ctx, broadcasting)
	if err != nil {
		end(ours)
		return nil, nil, err
	}
	baseline, err = gather(ctx, standIn, people, dialling)
	if err != nil {
		end(ours)
		standIn.stop()
		return nil, nil, err
	}
	b.ours, b.baseline = ours, baseline
	return ours, baseline, nil
}

// end sends a crowd home and ends its server.
func end(c *crowd) {
	c.leave()
	c.server.stop()
}

// dismiss ends what seat began.
func (b *bed) dismiss() {
	for _, c := range []*crowd{b.ours, b.baseline} {
		if c != nil {
			end(c)
		}
	}
	b.ours, b.baseline = nil, nil
}
