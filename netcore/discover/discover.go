package discover

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"slices"
	"sync"
	"time"

	"landline/netcore/chat"
)

const (
	interval = 5 * time.Second // between two beacons, and between two mDNS questions
	// maxListed bounds the rooms told by mDNS: each costs two sockets for each
	// interface. Presence tells of all.
	maxListed = 16
)

// Errors of Announce and Serve.
var (
	ErrTooMany = errors.New("discover: too many rooms announced")
	ErrServing = errors.New("discover: Serve runs already")
)

// Signer is the identity that beacons are signed with.
type Signer interface {
	Public() ed25519.PublicKey
	Sign(message []byte) []byte
}

// Hosting is what a host tells the network about one room.
type Hosting struct {
	Room     chat.RoomID
	Name     string // as chat.HeardName leaves it
	HostName string // the person who keeps the room; likewise
	Port     uint16 // the TCP port the room listens on
	People   int    // seats taken
	Locked   bool   // it wants a password

	// Bind is the address the room listens on. Where it is set and not the
	// unspecified address, only the network of that address hears of the room.
	Bind netip.Addr
}

// Config is what a Service needs. Only Signer is required.
type Config struct {
	Signer Signer
	Log    *slog.Logger // nil for none

	// Changed gets what changed, in order, from one goroutine of Serve. While
	// it runs nothing is heard or told, so it must return soon. It may call
	// any method of the Service but Serve.
	Changed func([]Change)

	// OwnKeyElsewhere is told that a program on another computer uses the
	// identity of Signer too, and from which address it was heard: the profile
	// was copied, or the key stolen. Of one address or one run of that program
	// it hears once an hour. It is called as Changed is, and needs Place.
	OwnKeyElsewhere func(from netip.Addr)

	// Place is where the profile of Signer lies (identity.PlaceOf), by which
	// programs of one profile on one computer know each other.
	Place [16]byte

	Port       uint16                      // UDP port of presence; 0 for DefaultPort
	Ways       Via                         // ways to use; 0 for both
	NoDistance bool                        // do not measure how far rooms are
	Interfaces func() ([]Interface, error) // nil for SystemInterfaces
}

// Service finds rooms and tells of rooms. Its methods may be called from any
// goroutine.
type Service struct {
	cfg  Config
	host chat.MemberID

	// openRadio opens the presence sockets; a test may put another here.
	openRadio func(port uint16) (radio, error)

	mu      sync.Mutex
	serving bool
	hosted  map[chat.RoomID]Hosting
	gone    []chat.RoomID // withdrawn, not told yet; at most maxPerIdentity
	found   []Room
	sockets []netip.AddrPort // of presence

	tally tally

	kick     chan struct{} // Announce or Withdraw was called: presence
	kickMDNS chan struct{} // the same for mDNS
}

// New makes a Service.
func New(cfg Config) *Service {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Changed == nil {
		cfg.Changed = func([]Change) {}
	}
	if cfg.Interfaces == nil {
		cfg.Interfaces = SystemInterfaces
	}
	cfg.Port = cmp.Or(cfg.Port, DefaultPort)
	cfg.Ways = cmp.Or(cfg.Ways, MDNS|Presence)
	return &Service{
		cfg: cfg, host: hostOf(cfg.Signer.Public()), openRadio: openUDP,
		hosted: make(map[chat.RoomID]Hosting),
		kick:   make(chan struct{}, 1), kickMDNS: make(chan struct{}, 1),
	}
}

// Announce tells the network of a room at once, or of what changed about it,
// and again until Withdraw. Before Serve runs it is kept until then. It
// returns a chat.Refusal for a name that is not clean, and ErrTooMany beyond
// 64 rooms.
func (s *Service) Announce(h Hosting) error {
	var err error
	if h.Name, err = chat.HeardName(h.Name); err != nil {
		return fmt.Errorf("discover: room's name: %w", err)
	}
	if h.HostName, err = chat.HeardName(h.HostName); err != nil {
		return fmt.Errorf("discover: host's name: %w", err)
	}
	if h.Port == 0 {
		return errors.New("discover: a room needs its real port")
	}
	h.People = min(max(h.People, 0), maxPeople)
	h.Bind = h.Bind.Unmap()
	s.mu.Lock()
	defer s.mu.Unlock()
	before, known := s.hosted[h.Room]
	if !known && len(s.hosted) >= maxPerIdentity {
		return ErrTooMany
	}
	if before == h {
		return nil
	}
	s.hosted[h.Room] = h
	s.gone = slices.DeleteFunc(s.gone, func(id chat.RoomID) bool { return id == h.Room })
	s.wake()
	return nil
}

// Withdraw says goodbye for a room, both ways, at once. It does nothing for a
// room that is not announced.
func (s *Service) Withdraw(room chat.RoomID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, known := s.hosted[room]; !known {
		return
	}
	delete(s.hosted, room)
	if len(s.gone) < maxPerIdentity {
		s.gone = append(s.gone, room)
	}
	s.wake()
}

// wake tells both ways that the hosted rooms changed.
func (s *Service) wake() {
	for _, c := range []chan struct{}{s.kick, s.kickMDNS} {
		select {
		case c <- struct{}{}:
		default: // the one waiting will see this change too
		}
	}
}

// Rooms lists the rooms of the network as last reported, by name; those this
// Service announces are not among them. While Serve does not run it is empty.
func (s *Service) Rooms() []Room {
	s.mu.Lock()
	defer s.mu.Unlock()
	rooms := slices.Clone(s.found)
	for i := range rooms {
		rooms[i].Addrs = slices.Clone(rooms[i].Addrs)
	}
	return rooms
}

// Listening lists the UDP addresses on which presence is heard now. Other
// programs of this machine may hear on the same ones.
func (s *Service) Listening() []netip.AddrPort {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.sockets)
}

func (s *Service) listensOn(addrs []netip.AddrPort) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sockets = addrs
}

// hosting lists the announced rooms in a steady order.
func (s *Service) hosting() []Hosting {
	s.mu.Lock()
	defer s.mu.Unlock()
	rooms := make([]Hosting, 0, len(s.hosted))
	for _, h := range s.hosted {
		rooms = append(rooms, h)
	}
	slices.SortFunc(rooms, func(a, b Hosting) int { return slices.Compare(a.Room[:], b.Room[:]) })
	return rooms
}

// takeGone empties the list of rooms to say goodbye for.
func (s *Service) takeGone() []chat.RoomID {
	s.mu.Lock()
	defer s.mu.Unlock()
	gone := s.gone
	s.gone = nil
	return gone
}

// Serve finds and tells until ctx ends; then it says goodbye for every room
// and returns nil within about a second, with nothing it started left. A way
// that cannot be used is reported to the log once; the other goes on. Only
// ErrServing is an error, and an unreadable list of interfaces at the start.
func (s *Service) Serve(ctx context.Context) error {
	if err := s.begin(); err != nil {
		return err
	}
	defer s.end()
	cards, err := s.cfg.Interfaces()
	if err != nil {
		return err
	}
	s.tally.begin(s.cfg.Ways, cards, time.Now())
	s.newLoop(cards).run(ctx)
	return nil
}

func (s *Service) begin() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.serving {
		return ErrServing
	}
	s.serving = true
	return nil
}

func (s *Service) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.serving, s.found = false, nil
	s.tally.end()
}
