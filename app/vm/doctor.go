package vm

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"landline/app/words"
)

// doctor is what was found out about the network.
type doctor struct {
	diagnosis Diagnosis
	probed    Probed
	reached   Reached
}

// Diagnosis is the newest answer to “Why can't I see a room?”. Known is false
// until the first one came.
func (d *Desk) Diagnosis() (now Diagnosis, known bool) {
	return d.doctor.diagnosis, !d.doctor.diagnosis.At.IsZero()
}

// Probed is what became of the newest Probe. Known is false before there is one.
func (d *Desk) Probed() (p Probed, known bool) { return d.doctor.probed, d.doctor.probed.Target != "" }

// Reached is the newest answer to “Can others reach me?”. Known is false before
// there is one.
func (d *Desk) Reached() (r Reached, known bool) { return d.doctor.reached, d.doctor.reached.Room != 0 }

// ForgetProbe forgets what became of the newest Probe: another one begins.
func (d *Desk) ForgetProbe() { d.doctor.probed = Probed{} }

// ForgetReached forgets the newest answer to “Can others reach me?”: it is asked
// again.
func (d *Desk) ForgetReached() { d.doctor.reached = Reached{} }

// defaultPort is where a room is when nobody says otherwise.
const defaultPort = 7678

// Asking is a room through which somebody can be asked to dial this computer,
// and the port that they would dial.
type Asking struct {
	Room Key
	Name string
	Port int
	Host bool // the room is this computer's own
}

// Askings lists the rooms through which somebody can be asked to dial this
// computer, those that it hosts first. In the others the port is that of the
// first room that it hosts, or else the one that rooms have by default.
func (d *Desk) Askings() (list []Asking) {
	port := defaultPort
	for _, r := range d.rooms {
		if r.link != Seated {
			continue
		}
		a := Asking{Room: r.key, Name: r.Name(), Host: r.hosting}
		if a.Host {
			at := r.Addresses()
			if len(at) == 0 || portOf(at[0]) == 0 {
				continue // it does not listen yet
			}
			a.Port = portOf(at[0])
			if !slices.ContainsFunc(list, func(a Asking) bool { return a.Host }) {
				port = a.Port
			}
		}
		list = append(list, a)
	}
	for i := range list {
		if !list[i].Host {
			list[i].Port = port
		}
	}
	slices.SortStableFunc(list, func(a, b Asking) int {
		switch {
		case a.Host == b.Host:
			return 0
		case a.Host:
			return -1
		}
		return 1
	})
	return list
}

// DoctorReport is everything that was found out, as text to be sent to somebody who
// helps: the diagnosis, and what became of the newest probe and dial-back. It names
// neither a person nor a room.
func (d *Desk) DoctorReport() string {
	parts := []string{d.doctor.diagnosis.Report}
	if p, ok := d.Probed(); ok {
		parts = append(parts, Nameless(p.Report()))
	}
	if r, ok := d.Reached(); ok {
		parts = append(parts, Nameless(r.nameless().Sentence())+"\n")
	}
	return strings.Join(parts, "\n")
}

// Words is the kind of an adapter for people.
func (a Adapter) Words() string {
	switch a {
	case Wired:
		return words.T("wired")
	case Wireless:
		return words.T("wireless")
	case Mobile:
		return words.T("mobile network")
	case Bluetooth:
		return words.T("Bluetooth")
	case Bridge:
		return words.T("bridge")
	case VPN:
		return words.T("VPN")
	case Container:
		return words.T("of containers")
	case Hypervisor:
		return words.T("of virtual machines")
	case PeerToPeer:
		return words.T("direct wireless")
	case SelfOnly:
		return words.T("this computer alone")
	}
	return words.T("network")
}

// Counts says what went out and came in.
func (r Radio) Counts(now time.Time) string {
	switch {
	case !r.Used:
		return words.T("not used here")
	case r.Fault != "":
		return words.T("nothing can be sent: %s", r.Fault)
	case r.Others() == 0:
		return words.T("%d sent · %d heard of this computer, none of others", r.Sent, r.Own)
	}
	return words.T("%d sent · %d heard of this computer, %d of others, the last %s ago", r.Sent, r.Own, r.Others(), Age(r.Last, now))
}

// OK tells whether a step succeeded.
func (s ProbeStep) OK() bool { return s.Trouble.Kind == NoTrouble }

// Sentence says what became of a step.
func (s ProbeStep) Sentence() string {
	switch {
	case !s.OK():
		return s.Trouble.What()
	case s.Kind == Lookup:
		return words.T("%s is %s.", s.At, words.List(s.Found))
	case s.Kind == Connect:
		return words.T("%s answers over TCP, in %s.", s.At, RoundTrip(s.Took))
	}
	return words.T("A room of Landline listens at %s. Its key is %s.", s.At, strings.Join(s.Key.Groups(), " "))
}

// OK tells whether a room answered.
func (p Probed) OK() bool { return p.Trouble.Kind == NoTrouble }

// Sentence says in short what became of a probe.
func (p Probed) Sentence() string {
	if p.OK() {
		return words.T("The room at %s can be reached.", p.Target)
	}
	return p.Trouble.What()
}

// Report is a probe as text: a line for each step.
func (p Probed) Report() string {
	var b strings.Builder
	b.WriteString(p.Sentence() + "\n")
	for _, s := range p.Steps {
		mark := "+"
		if !s.OK() {
			mark = "!"
		}
		b.WriteString("  " + mark + " " + s.Sentence() + "\n")
	}
	return b.String()
}

// Sentence says whether others reach this computer.
func (r Reached) Sentence() string {
	switch {
	case r.OK && r.From != "":
		return words.T("%s could dial this computer at %s. Others can reach it.", r.By, r.From)
	case r.OK:
		return words.T("%s could dial this computer at port %d. Others can reach it.", r.By, r.Port)
	case r.By == "":
		return r.Trouble.What()
	case r.Trouble.Kind == NobodyListens:
		return words.T("%s reached this computer, but at port %d it refuses connections: no room of yours is open there, or a firewall refuses them.", r.By, r.Port)
	case r.Trouble.Kind == NoAnswer:
		return words.T("%s got no answer from this computer at port %d: its firewall lets nobody in.", r.By, r.Port)
	}
	return words.T("%s could not dial this computer at port %d.", r.By, r.Port)
}

// nameless is r without the name of who tried, and of the room in which they were
// asked.
func (r Reached) nameless() Reached {
	if r.By != "" {
		r.By = words.T("Another computer")
	}
	if r.Trouble.Kind == OtherTrouble && r.Trouble.Target != "" {
		r.Trouble.Detail = strings.ReplaceAll(r.Trouble.Detail, r.Trouble.Target, "…")
	}
	return r
}

// The folders of people, up to the name of one, as Windows and others have them.
var (
	windowsHome = regexp.MustCompile(`(?i)\b[a-z]:\\users\\[^\\"\n]+\\`)
	otherHome   = regexp.MustCompile(`/(?:Users|home)/[^/"\n]+/`)
)

// Nameless is a text without the names that stand in the paths of people's folders.
func Nameless(text string) string {
	text = windowsHome.ReplaceAllLiteralString(text, `%USERPROFILE%\`)
	return otherHome.ReplaceAllLiteralString(text, "~/")
}

// Well tells whether a finding is good news.
func (f Finding) Well() bool { return f.Code == "rooms-seen" || f.Code == "address-reached" }

// State says whether a firewall is on.
func (f Firewall) State() string {
	switch {
	case f.Active:
		return words.T("on")
	case f.Unsure:
		return words.T("only an administrator can see its rules")
	}
	return words.T("off")
}
