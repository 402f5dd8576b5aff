package vm

import (
	"time"

	"landline/netcore/chat"
)

// Radio is one way of finding rooms, as one network interface has it.
type Radio struct {
	Used        bool      // the way is used on this interface
	Sent, Heard int       // packets since the program began
	Own         int       // of Heard, those that came from this very computer
	Last        time.Time // when the last one of another computer was heard; zero for never
	Fault       string    // why nothing can be sent; empty where it can
}

// Others is how many packets of other computers were heard.
func (r Radio) Others() int { return r.Heard - r.Own }

// Adapter is what a network interface seems to be, by its name and what the
// system says of it. The words are for scripts; Words has those for people.
type Adapter string

// The kinds of adapters.
const (
	Wired        Adapter = "wired"
	Wireless     Adapter = "wireless"
	Mobile       Adapter = "mobile"
	Bluetooth    Adapter = "bluetooth"
	Bridge       Adapter = "bridge"
	VPN          Adapter = "vpn"
	Container    Adapter = "container"
	Hypervisor   Adapter = "virtual machine"
	PeerToPeer   Adapter = "peer to peer"
	SelfOnly     Adapter = "loopback"
	OtherAdapter Adapter = "other"
)

// Virtual tells whether no cable and no radio of this computer belongs to it.
func (a Adapter) Virtual() bool { return a == VPN || a == Container || a == Hypervisor }

// Interface is one network interface in a Diagnosis.
type Interface struct {
	Name      string
	Addresses []string // with their prefix length: 192.168.1.20/24
	Up        bool     // and something is at the other end of it
	Loopback  bool
	Virtual   bool // of a virtual machine, a container, or a VPN
	Kind      Adapter
	Used      bool   // rooms are looked for on it
	Why       string // why it is not used
	Foreign   string // the address of a sender whose network is none of this interface's; empty for none
	MDNS      Radio
	Presence  Radio
}

// Firewall is what there is to know of this system's firewall.
type Firewall struct {
	Name    string
	Active  bool
	Unsure  bool   // only an administrator can see whether it lets nothing in
	Command string // opens it for Landline, or shows its rules where it is unsure; empty where there is nothing to do
	How     string // where to type or to click it
}

// Finding is a sentence of a Diagnosis, the most helpful first.
type Finding struct {
	Code    string // names the rule that found it, for scripts: no-network
	Bad     bool   // it stands in the way
	Text    string
	Do      string // what to do about it; empty for nothing
	Command string // to be copied, for that; empty for none
}

// Diagnosis answers “Why can't I see a room?”.
type Diagnosis struct {
	At         time.Time
	Interfaces []Interface
	Firewalls  []Firewall
	Findings   []Finding
	Report     string // all of it as text, to be copied
}

// ProbeKind is one step on the way to a room.
type ProbeKind string

// The steps, in their order.
const (
	Lookup  ProbeKind = "lookup"  // of the addresses that a name has
	Connect ProbeKind = "connect" // over TCP
	Hello   ProbeKind = "hello"   // over TLS, by which a room proves its key
)

// ProbeStep is one step of a Probe, for one address.
type ProbeStep struct {
	Kind    ProbeKind
	At      string        // the name, or address:port
	Found   []string      // with Lookup: the addresses
	Key     chat.MemberID // with Hello: the key that the room proved
	Took    time.Duration // where it succeeded
	Trouble Trouble       // why it did not; its kind is NoTrouble where it did
}

// Probed tells what became of a Probe.
type Probed struct {
	Target  string
	Took    time.Duration // of the TCP handshake, where it succeeded
	Steps   []ProbeStep
	Trouble Trouble // that of the address which came furthest
}

// Reached tells whether another computer could dial this one.
type Reached struct {
	Room    Key
	Port    int
	By      string // who tried
	From    string // the address that they dialled
	OK      bool
	Trouble Trouble // why they could not, or why nobody could be asked
}

func (Diagnosis) event() {}
func (Probed) event()    {}
func (Reached) event()   {}
