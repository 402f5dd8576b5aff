package discover

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"time"

	"golang.org/x/net/ipv6"
)

// presenceGroup is a transient, link-local IPv6 multicast group (RFC 4291
// section 2.7: flags 1, scope 2); the rest spells "landline".
var presenceGroup = netip.MustParseAddr("ff12::6c61:6e64:6c69:6e65")

const sendTimeout = time.Second

// udpRadio is the radio on real sockets: one of each family, of which one may
// be missing. The port is shared, so every program of a machine hears every
// packet; unicast would reach one of them only and is never used.
type udpRadio struct {
	port   uint16
	v4, v6 *net.UDPConn
	group  *ipv6.PacketConn
	joined []Interface
}

func openUDP(port uint16) (radio, error) {
	r := &udpRadio{port: port}
	var err4, err6 error
	r.v4, err4 = listenShared("udp4", "0.0.0.0", port)
	r.v6, err6 = listenShared("udp6", "::", port)
	if r.v4 == nil && r.v6 == nil {
		return nil, errors.Join(err4, err6)
	}
	if r.v6 != nil {
		r.group = ipv6.NewPacketConn(r.v6)
		// Where one of these is refused, the system's own setting stays.
		_ = r.group.SetMulticastLoopback(true)
		_ = r.group.SetMulticastHopLimit(1)
	}
	return r, nil
}

// listenShared binds a UDP port that other programs may bind too.
func listenShared(network, host string, port uint16) (*net.UDPConn, error) {
	lc := net.ListenConfig{Control: share}
	c, err := lc.ListenPacket(context.Background(), network, net.JoinHostPort(host, strconv.Itoa(int(port))))
	if err != nil {
		return nil, fmt.Errorf("discover: %w", err)
	}
	return c.(*net.UDPConn), nil
}

func (r *udpRadio) conns() []*net.UDPConn {
	return slices.DeleteFunc([]*net.UDPConn{r.v4, r.v6}, func(c *net.UDPConn) bool { return c == nil })
}

func (r *udpRadio) readers() (readers []reader) {
	for _, c := range r.conns() {
		readers = append(readers, func(packet []byte) (int, netip.Addr, error) { return readFrom(c, packet) })
	}
	return readers
}

// readFrom skips the errors that an earlier send left on the socket, as
// Windows reports them, and packets too long for the buffer.
func readFrom(c *net.UDPConn, packet []byte) (int, netip.Addr, error) {
	for {
		n, from, err := c.ReadFromUDPAddrPort(packet)
		if err == nil {
			return n, from.Addr().Unmap(), nil
		}
		if errors.Is(err, net.ErrClosed) || !temporary(err) {
			return 0, netip.Addr{}, err
		}
	}
}

func (r *udpRadio) tune(cards []Interface) {
	if r.group == nil {
		return
	}
	var joined []Interface
	for _, c := range cards {
		same := func(o Interface) bool { return o.Index == c.Index && o.Name == c.Name }
		if !c.multicast() || !c.has6() {
			continue
		}
		if !slices.ContainsFunc(r.joined, same) &&
			r.group.JoinGroup(c.card(), &net.UDPAddr{IP: presenceGroup.AsSlice()}) != nil {
			continue // tried again at the next watch
		}
		joined = append(joined, c)
	}
	r.joined = joined
}

func (r *udpRadio) send(card Interface, seal func(four bool) [][]byte) (four, six sending) {
	for _, c := range r.conns() {
		_ = c.SetWriteDeadline(time.Now().Add(sendTimeout))
	}
	if r.v4 != nil {
		for _, to := range card.broadcasts() {
			for _, packet := range seal(true) {
				// A card may go away at any time; the next round tells again.
				_, err := r.v4.WriteToUDPAddrPort(packet, netip.AddrPortFrom(to, r.port))
				four.note(err)
			}
		}
	}
	if r.group == nil || !card.multicast() || !card.has6() || r.group.SetMulticastInterface(card.card()) != nil {
		return four, six
	}
	to := &net.UDPAddr{IP: presenceGroup.AsSlice(), Port: int(r.port)}
	for _, packet := range seal(false) {
		_, err := r.v6.WriteToUDP(packet, to)
		six.note(err)
	}
	return four, six
}

func (r *udpRadio) local() (addrs []netip.AddrPort) {
	for _, c := range r.conns() {
		addrs = append(addrs, c.LocalAddr().(*net.UDPAddr).AddrPort())
	}
	return addrs
}

func (r *udpRadio) close() {
	for _, c := range r.conns() {
		_ = c.Close()
	}
}
