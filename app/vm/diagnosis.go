package vm

import "time"

// Radio is one way of finding rooms, as one network interface has it.
type Radio struct {
	Sent, Heard int       // packets since the program began
	Own         int       // of Heard, those that this program sent itself
	Last        time.Time // when the last one of somebody else was heard; zero for never
	Fault       string    // why nothing can be sent or heard; empty where both can
}

// Interface is one network interface in a Diagnosis.
type Interface struct {
	Name      string
	Addresses []string // with their prefix length: 192.168.1.20/24
	Up        bool
	Loopback  bool
	Virtual   bool   // of a virtual machine, a container, a VPN, or a bridge
	Kind      string // what it seems to be, in a word: wired, wireless, VPN …
	Used      bool   // rooms are looked for on it
	Why       string // why it is not used
	MDNS      Radio
	Presence  Radio
}

// Firewall is what there is to know of this system's firewall.
type Firewall struct {
	Name    string // empty where none was found
	Active  bool
	Command string // opens it for Landline; empty where there is nothing to do
	How     string // where to type or to click it
}

// Finding is a sentence of a Diagnosis, the most helpful first.
type Finding struct {
	Bad  bool
	Text string
	Do   string // what to do about it; empty for nothing
}

// Diagnosis answers “Why can't I see a room?”.
type Diagnosis struct {
	At         time.Time
	Interfaces []Interface
	Firewalls  []Firewall
	Findings   []Finding
	Report     string // all of it as text, to be copied
}

// Probed tells what became of a Probe.
type Probed struct {
	Target  string
	Took    time.Duration // of the TCP handshake, where it succeeded
	Trouble Trouble
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
