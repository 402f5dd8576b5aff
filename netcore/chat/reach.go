package chat

// DialBack is what came of a host's attempt to dial one of its members.
type DialBack uint8

// The outcomes.
const (
	DialledBack  DialBack = 0 // somebody listens there, and the host gets through
	NobodyThere  DialBack = 1 // the computer answered: nothing listens on that port
	NoAnswer     DialBack = 2 // silence: a firewall between, most likely
	NoWay        DialBack = 3 // the network knows no way there
	DialFailed   DialBack = 4 // otherwise
	AskLater     DialBack = 5 // too soon after the last time, or the host dials others now
	SameComputer DialBack = 6 // the member sits at the host's own computer, so that it would tell nothing
)

// Reached tells a member what came of it that they had the host dial them back.
type Reached struct {
	Port    uint16
	Outcome DialBack
	Address string // IP address from which the host sees the member come; empty with SameComputer
}

func (Reached) event() {}
