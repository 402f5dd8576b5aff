package pake_test

import (
	"bytes"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"landline/netcore/pake"
)

const password = "correct horse"

// on is a channel as both ends see it.
func on() pake.Channel {
	return pake.Channel{
		Protocol: "landline/1",
		Joiner:   bytes.Repeat([]byte{0xb0}, 32),
		Host:     bytes.Repeat([]byte{0xad}, 32),
		Session:  bytes.Repeat([]byte{7}, 32),
	}
}

func begin(t testing.TB, role pake.Role, password string, channel pake.Channel) *pake.Exchange {
	t.Helper()
	e, err := pake.Begin(role, password, channel)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// exchange lets two sides have one another's share.
func exchange(t testing.TB, a, b *pake.Exchange) (joiner, host *pake.Confirmation) {
	t.Helper()
	shareA, shareB := a.Share(), b.Share()
	joiner, err := a.Finish(shareB)
	if err != nil {
		t.Fatal(err)
	}
	if host, err = b.Finish(shareA); err != nil {
		t.Fatal(err)
	}
	return joiner, host
}

func TestSamePassword(t *testing.T) {
	joiner, host := exchange(t, begin(t, pake.Joiner, password, on()), begin(t, pake.Host, password, on()))
	first := joiner.Tag()
	if len(first) != pake.TagSize || !host.Check(first) {
		t.Errorf("the host does not believe the joiner's tag of %d bytes", len(first))
	}
	second := host.Tag()
	if len(second) != pake.TagSize || !joiner.Check(second) {
		t.Errorf("the joiner does not believe the host's tag of %d bytes", len(second))
	}
	if bytes.Equal(first, second) {
		t.Error("both sides have the same tag")
	}
}

// TestNothingInCommon has two sides that differ in one thing. Each must refuse
// the other's tag; the host's is taken from a third side that the host believes.
func TestNothingInCommon(t *testing.T) {
	channel := func(change func(*pake.Channel)) pake.Channel {
		c := on()
		change(&c)
		return c
	}
	tests := map[string]struct {
		password string
		role     pake.Role
		channel  pake.Channel
	}{
		"another password":             {"correct horsf", pake.Joiner, on()},
		"a password with a space more": {password + " ", pake.Joiner, on()},
		"another exporter":             {password, pake.Joiner, channel(func(c *pake.Channel) { c.Session = bytes.Repeat([]byte{8}, 32) })},
		"another fingerprint of its":   {password, pake.Joiner, channel(func(c *pake.Channel) { c.Joiner = c.Host })},
		"another fingerprint of ours":  {password, pake.Joiner, channel(func(c *pake.Channel) { c.Host = c.Joiner })},
		"the fingerprints swapped":     {password, pake.Joiner, channel(func(c *pake.Channel) { c.Joiner, c.Host = c.Host, c.Joiner })},
		"bytes moved between fields":   {password, pake.Joiner, channel(func(c *pake.Channel) { c.Protocol, c.Joiner = "landline/", append([]byte{'1'}, c.Joiner...) })},
		"another protocol":             {password, pake.Joiner, channel(func(c *pake.Channel) { c.Protocol = "landline/2" })},
		"the host's role too":          {password, pake.Host, on()},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			other := begin(t, tt.role, tt.password, tt.channel)
			host := begin(t, pake.Host, password, on())
			theirs, ours := exchange(t, other, host)
			if tt.role == pake.Joiner && ours.Check(theirs.Tag()) {
				t.Error("the host believes it")
			}
			for _, tag := range ours.Known() {
				if theirs.Check(tag) {
					t.Error("it believes the host")
				}
			}
		})
	}
}

func TestReflection(t *testing.T) {
	for _, role := range []pake.Role{pake.Joiner, pake.Host} {
		e := begin(t, role, password, on())
		if _, err := e.Finish(e.Share()); !errors.Is(err, pake.ErrShare) {
			t.Errorf("role %d takes its own share: %v", role, err)
		}
	}
	joiner, host := exchange(t, begin(t, pake.Joiner, password, on()), begin(t, pake.Host, password, on()))
	if joiner.Check(joiner.Tag()) {
		t.Error("the joiner believes its own tag")
	}
	if !host.Check(joiner.Tag()) {
		t.Fatal("the host does not believe the joiner")
	}
	if host.Check(host.Tag()) {
		t.Error("the host believes its own tag")
	}
}

// TestTagOfAnotherExchange replays a proof of the same two people.
func TestTagOfAnotherExchange(t *testing.T) {
	before, _ := exchange(t, begin(t, pake.Joiner, password, on()), begin(t, pake.Host, password, on()))
	_, host := exchange(t, begin(t, pake.Joiner, password, on()), begin(t, pake.Host, password, on()))
	if host.Check(before.Tag()) {
		t.Error("a tag of before is believed")
	}
}

func TestBadTags(t *testing.T) {
	joiner, host := exchange(t, begin(t, pake.Joiner, password, on()), begin(t, pake.Host, password, on()))
	good := joiner.Tag()
	for name, tag := range map[string][]byte{
		"none": nil, "zeros": make([]byte, pake.TagSize), "cut": good[:pake.TagSize-1], "longer": append(bytes.Clone(good), 0),
	} {
		if host.Check(tag) {
			t.Errorf("a tag is believed: %s", name)
		}
	}
	for bit := range 8 * len(good) {
		tag := bytes.Clone(good)
		tag[bit/8] ^= 1 << (bit % 8)
		if host.Check(tag) {
			t.Fatalf("a tag with bit %d turned is believed", bit)
		}
	}
}

func unhex(t *testing.T, text string) []byte {
	t.Helper()
	b, err := hex.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestBadShares sends what no honest side does. The encodings are some of RFC
// 9496 appendix A.2 that decoders must refuse.
func TestBadShares(t *testing.T) {
	good := begin(t, pake.Host, password, on()).Share()
	tests := map[string][]byte{
		"none":                        nil,
		"the identity":                make([]byte, pake.ShareSize),
		"one byte short":              good[:pake.ShareSize-1],
		"one byte long":               append(bytes.Clone(good), 0),
		"64 KiB":                      make([]byte, 64<<10),
		"p, which is 0 again":         unhex(t, "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
		"p and a high bit":            unhex(t, "00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
		"beyond p":                    unhex(t, "f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
		"a negative field element":    unhex(t, "0100000000000000000000000000000000000000000000000000000000000000"),
		"no square":                   unhex(t, "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371"),
		"a negative product of x, y":  unhex(t, "3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e"),
		"a zero y":                    unhex(t, "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
		"the vectors' invalid point":  unhex(t, "2b3c6b8c4f3800e7aef6864025b4ed79bd599117e427c41bd47d93d654b4a51c"),
		"a share with the top bit up": append(bytes.Clone(good[:31]), good[31]|0x80),
	}
	for name, share := range tests {
		for _, role := range []pake.Role{pake.Joiner, pake.Host} {
			if _, err := begin(t, role, password, on()).Finish(share); !errors.Is(err, pake.ErrShare) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestSharesDiffer(t *testing.T) {
	a, b := begin(t, pake.Joiner, password, on()), begin(t, pake.Joiner, password, on())
	if bytes.Equal(a.Share(), b.Share()) || len(a.Share()) != pake.ShareSize {
		t.Error("two exchanges have one share")
	}
}

// panics tells whether f does.
func panics(f func()) (did bool) {
	defer func() { did = recover() != nil }()
	f()
	return false
}

func TestWrongOrder(t *testing.T) {
	a, b := begin(t, pake.Joiner, password, on()), begin(t, pake.Host, password, on())
	share := b.Share()
	_, host := exchange(t, a, b)
	if !panics(func() { host.Tag() }) {
		t.Error("the host tells its tag to whoever has proved nothing")
	}
	host.Check(make([]byte, pake.TagSize))
	if !panics(func() { host.Tag() }) {
		t.Error("the host tells its tag after a wrong one")
	}
	if !panics(func() { _, _ = a.Finish(share) }) {
		t.Error("an exchange is finished twice")
	}
	gone := begin(t, pake.Joiner, password, on())
	gone.Wipe()
	gone.Wipe()
	if !panics(func() { _, _ = gone.Finish(share) }) {
		t.Error("an exchange that was given up is finished")
	}
}

func TestBeginRefuses(t *testing.T) {
	for _, bad := range []string{"", strings.Repeat("x", pake.MaxPassword+1)} {
		if _, err := pake.Begin(pake.Joiner, bad, on()); !errors.Is(err, pake.ErrPassword) {
			t.Errorf("%d bytes: %v", len(bad), err)
		}
	}
	channel := on()
	channel.Session = channel.Session[:15]
	if _, err := pake.Begin(pake.Host, password, channel); err == nil {
		t.Error("a channel without a session of its own is taken")
	}
}

// FuzzFinish takes whatever may come in a Share and a Confirm. Nobody gets in
// with it, and what is taken as a share is one in its one encoding.
func FuzzFinish(f *testing.F) {
	f.Add(make([]byte, pake.ShareSize), make([]byte, pake.TagSize))
	f.Add(begin(f, pake.Joiner, password, on()).Share(), []byte{})
	f.Add([]byte{}, []byte{1})
	f.Fuzz(func(t *testing.T, share, tag []byte) {
		for _, role := range []pake.Role{pake.Joiner, pake.Host} {
			c, err := begin(t, role, password, on()).Finish(share)
			switch {
			case err != nil && !errors.Is(err, pake.ErrShare):
				t.Fatal(err)
			case err == nil && len(share) != pake.ShareSize:
				t.Fatalf("a share of %d bytes is taken", len(share))
			case err == nil && c.Check(tag):
				t.Fatal("a tag is believed that nobody can know")
			}
		}
	})
}

func BenchmarkExchange(b *testing.B) {
	for b.Loop() {
		exchange(b, begin(b, pake.Joiner, password, on()), begin(b, pake.Host, password, on()))
	}
}
