package siege

import (
	"bufio"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"net"
	"net/netip"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/fxamacker/cbor/v2"
	"github.com/miekg/dns"
)

// What the enemy does, all of it at once.
const (
	halfOpen    = 500 / fewer
	garbage     = 50 / fewer
	forged      = 20_000 / fewer
	fakes       = 5_000 / fewer
	besiegeTime = 10 * time.Second // over which forged beacons and fakes are spread
)

// enemyAddresses are those from which the enemy calls: 10.7.0.100 and on.
const enemyAddresses = 32

// damage is what the enemy did, for the test to see that there was a siege.
type damage struct {
	arms
	halves, garbage, forged, faked atomic.Int64
}

// arms are what is made before the siege: in the field the enemy's computer is
// not the host's.
type arms struct {
	junk    []byte
	beacons [][]byte
	fakes   [][]byte
}

func forge() (a arms, err error) {
	a.junk = make([]byte, 64<<10)
	_, _ = rand.Read(a.junk)
	for i := range forged {
		a.beacons = append(a.beacons, beacon(i%2 == 0))
	}
	for i := range fakes {
		packet, err := fake(i)
		if err != nil {
			return a, err
		}
		a.fakes = append(a.fakes, packet)
	}
	return a, nil
}

// enemy is the process of the attackers. It says when it is ready, begins when a
// line comes in, and stops when its input ends.
func enemy() error {
	var d damage
	var err error
	if d.arms, err = forge(); err != nil {
		return err
	}
	fmt.Println("ready")
	orders := bufio.NewScanner(os.Stdin)
	if !orders.Scan() {
		return orders.Err()
	}
	ctx, stop := context.WithCancel(context.Background())
	var all sync.WaitGroup
	for i := range halfOpen {
		all.Go(func() { d.holdHalfOpen(ctx, i) })
	}
	for i := range garbage {
		all.Go(func() { d.sendGarbage(ctx, i) })
	}
	all.Go(func() { d.forgeBeacons(ctx) })
	all.Go(func() { d.fakeInstances(ctx) })
	orders.Scan()
	stop()
	all.Wait()
	fmt.Println(d.halves.Load(), d.garbage.Load(), d.forged.Load(), d.faked.Load())
	return nil
}

// call connects to the host from one of the enemy's addresses.
func call(ctx context.Context, i int) (net.Conn, error) {
	d := net.Dialer{Timeout: 5 * time.Second, LocalAddr: &net.TCPAddr{IP: net.IPv4(10, 7, 0, byte(100+i%enemyAddresses))}}
	return d.DialContext(ctx, "tcp", hostAddress)
}

func rest(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

// holdHalfOpen sends half of a TLS hello, waits until the host cuts the
// connection, and begins again.
func (d *damage) holdHalfOpen(ctx context.Context, i int) {
	half := []byte{22, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3}
	for ctx.Err() == nil {
		conn, err := call(ctx, i)
		if err != nil {
			rest(ctx, 100*time.Millisecond)
			continue
		}
		d.halves.Add(1)
		stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
		_, _ = conn.Write(half)
		_, _ = conn.Read(make([]byte, 1))
		stop()
		_ = conn.Close()
		rest(ctx, 100*time.Millisecond)
	}
}

// sendGarbage sends random bytes for as long as somebody takes them.
func (d *damage) sendGarbage(ctx context.Context, i int) {
	for ctx.Err() == nil {
		if conn, err := call(ctx, i); err == nil {
			d.garbage.Add(1)
			_ = conn.SetDeadline(time.Now().Add(time.Second))
			_, _ = conn.Write(d.junk)
			_ = conn.Close()
		}
		rest(ctx, 50*time.Millisecond)
	}
}

// forgeBeacons sends presence packets of rooms that are not there.
func (d *damage) forgeBeacons(ctx context.Context) {
	conn, err := net.Dial("udp4", "10.7.0.255:7678")
	if err != nil {
		fmt.Fprintln(os.Stderr, "no beacons:", err)
		return
	}
	defer conn.Close()
	tick := time.NewTicker(besiegeTime / (forged / 20))
	defer tick.Stop()
	for i, packet := range d.beacons {
		if i%20 == 0 {
			<-tick.C
		}
		if ctx.Err() != nil {
			return
		}
		if _, err := conn.Write(packet); err == nil {
			d.forged.Add(1)
		}
	}
}

// beacon is a presence packet by a key that nobody knows, signed or not.
func beacon(signed bool) []byte {
	const magic, purpose = "LLB1", "landline presence 1\x00"
	public, key, _ := ed25519.GenerateKey(rand.Reader)
	room, run := make([]byte, 16), make([]byte, 8)
	_, _ = rand.Read(room)
	_, _ = rand.Read(run)
	body, err := cbor.Marshal(map[int]any{
		1: []byte(public), 2: run, 3: 1,
		5: []map[int]any{{1: room, 2: "Room " + hex.EncodeToString(room[:4]), 3: "Nobody", 4: 9, 5: 3}},
	})
	if err != nil {
		panic(err)
	}
	signature := make([]byte, ed25519.SignatureSize)
	if signed {
		signature = ed25519.Sign(key, append([]byte(purpose), body...))
	}
	return append(append([]byte(magic), signature...), body...)
}

// fakeInstances announces rooms over mDNS that are not there.
func (d *damage) fakeInstances(ctx context.Context) {
	conn, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(10, 7, 0, 100)})
	if err != nil {
		fmt.Fprintln(os.Stderr, "no fakes:", err)
		return
	}
	defer conn.Close()
	to := net.UDPAddrFromAddrPort(netip.MustParseAddrPort("224.0.0.251:5353"))
	tick := time.NewTicker(besiegeTime / (fakes / 10))
	defer tick.Stop()
	for i, packet := range d.fakes {
		if i%10 == 0 {
			<-tick.C
		}
		if ctx.Err() != nil {
			return
		}
		if _, err := conn.WriteTo(packet, to); err == nil {
			d.faked.Add(1)
		}
	}
}

// fake is an mDNS packet that announces a room.
func fake(n int) ([]byte, error) {
	public, _, _ := ed25519.GenerateKey(rand.Reader)
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return nil, err
	}
	room := make([]byte, 16)
	_, _ = rand.Read(room)
	label := hex.EncodeToString(room) + "-0000000000000001"
	instance, target := label+"._landline._tcp.local.", label+".local."
	header := func(name string, kind uint16) dns.RR_Header {
		return dns.RR_Header{Name: name, Rrtype: kind, Class: dns.ClassINET, Ttl: 120}
	}
	return (&dns.Msg{
		MsgHdr: dns.MsgHdr{Response: true, Authoritative: true}, Compress: true,
		Answer: []dns.RR{
			&dns.PTR{Hdr: header("_landline._tcp.local.", dns.TypePTR), Ptr: instance},
			&dns.SRV{Hdr: header(instance, dns.TypeSRV), Port: 9, Target: target},
			&dns.TXT{Hdr: header(instance, dns.TypeTXT), Txt: []string{
				"v=1", fmt.Sprintf("f=%x", sha256.Sum256(der)), "r=" + hex.EncodeToString(room), "i=0000000000000001",
				fmt.Sprintf("n=Fake%%20%d", n), "h=Nobody", "p=3", "a=10.7.0.100",
			}},
			&dns.A{Hdr: header(target, dns.TypeA), A: net.IPv4(10, 7, 0, 100)},
		},
	}).Pack()
}
