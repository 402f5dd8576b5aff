package netcore

import (
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"unicode"
)

// DefaultPort is where a room is when nobody says otherwise: PORT on the keys
// of a telephone. IANA has given it to nobody, and it lies below every
// system's ephemeral range.
const DefaultPort = 7678

// Bounds of what is read as a target, in bytes. The longest DNS name has 253
// (RFC 1035 section 2.3.4).
const (
	maxTarget = 320 // as typed
	maxHost   = 255 // in canonical form, which fits maxTarget with brackets and a port
)

// Target is where a room is dialled: a name or an address, and a port.
type Target struct {
	Host string // a name, an IPv4 address, or an IPv6 address with its zone, without brackets
	Port uint16
}

// TargetError is text that cannot be read as a target.
type TargetError struct {
	Input  string
	Reason string // a clause without a full stop
}

func (e *TargetError) Error() string { return fmt.Sprintf("netcore: %q: %s", e.Input, e.Reason) }

// ParseTarget reads what a person types to name a host: host, host:port,
// address, address:port, [IPv6], [IPv6]:port, or a bare IPv6 address, with a
// zone where it needs one (RFC 4007 section 11). Without a port it is
// DefaultPort. An IPv4 address in IPv6 clothes is unmapped. Spaces around it do
// not matter. The error is a *TargetError.
func ParseTarget(typed string) (Target, error) {
	text := strings.TrimSpace(typed)
	if len(text) > maxTarget {
		return Target{}, &TargetError{Input: text[:32] + "…", Reason: "it is too long"}
	}
	host, port, err := splitTarget(text)
	if err != "" {
		return Target{}, &TargetError{Input: typed, Reason: err}
	}
	t := Target{Port: DefaultPort}
	if t.Host, err = readHost(host); err != "" {
		return Target{}, &TargetError{Input: typed, Reason: err}
	}
	if len(t.Host) > maxHost {
		return Target{}, &TargetError{Input: typed, Reason: "it is too long"}
	}
	if port != "" {
		if t.Port, err = readPort(port); err != "" {
			return Target{}, &TargetError{Input: typed, Reason: err}
		}
	}
	return t, nil
}

// splitTarget parts the host from the port, which is empty where none is given.
func splitTarget(text string) (host, port, reason string) {
	if strings.Contains(beforeZone(text), "/") {
		return "", "", "it is a host and a port, without slashes"
	}
	if rest, ok := strings.CutPrefix(text, "["); ok {
		host, rest, ok = strings.Cut(rest, "]")
		port, colon := strings.CutPrefix(rest, ":")
		switch {
		case !ok:
			return "", "", "the bracket is not closed"
		case !strings.Contains(host, ":"):
			return "", "", "brackets are for IPv6 addresses"
		case rest == "":
			return host, "", ""
		case !colon:
			return "", "", "behind the bracket comes a colon and the port"
		case port == "":
			return "", "", "the port is missing"
		}
		return host, port, ""
	}
	switch strings.Count(beforeZone(text), ":") {
	case 0:
		return text, "", ""
	case 1:
		host, port, _ = strings.Cut(text, ":")
		if port == "" {
			return "", "", "the port is missing"
		}
		return host, port, ""
	default:
		return text, "", ""
	}
}

// beforeZone is the address without its zone, whose name may hold anything.
func beforeZone(text string) string {
	address, _, _ := strings.Cut(text, "%")
	return address
}

// readHost checks the host and puts an address into its canonical form.
func readHost(host string) (canonical, reason string) {
	if host == "" {
		return "", "the address is missing"
	}
	if addr, err := netip.ParseAddr(host); err == nil {
		if strings.ContainsFunc(addr.Zone(), func(r rune) bool { return unicode.IsControl(r) || r == ']' || r == '%' }) {
			return "", "the zone holds a character that no interface has"
		}
		return addr.Unmap().String(), ""
	}
	switch {
	case strings.Contains(host, ":"):
		return "", "it is no IPv6 address; a port goes behind brackets, [address]:port"
	case looksNumeric(host):
		return "", "it is no IPv4 address"
	case strings.ContainsFunc(host, unfitForName):
		return "", "a name holds letters, digits, dots and hyphens"
	case strings.Contains(host, "..") || strings.HasPrefix(host, "."):
		return "", "a part of the name is missing"
	}
	return strings.ToLower(strings.TrimSuffix(host, ".")), ""
}

// looksNumeric tells whether the last part of a name is a number: such a name
// is meant as an IPv4 address.
func looksNumeric(host string) bool {
	host = strings.TrimSuffix(host, ".")
	last := host[strings.LastIndex(host, ".")+1:]
	return last != "" && strings.Trim(last, "0123456789") == ""
}

// unfitForName tells whether r cannot stand in a computer's name. Letters of
// all scripts can, and underscores, which real networks have.
func unfitForName(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && !strings.ContainsRune(".-_", r)
}

// readPort reads a port that can be dialled: 1 to 65535.
func readPort(text string) (port uint16, reason string) {
	n, err := strconv.ParseUint(text, 10, 16)
	if err != nil || n == 0 {
		return 0, fmt.Sprintf("%q is not a port, which is a number from 1 to 65535", text)
	}
	return uint16(n), ""
}

// String is the target as a person would type it: the port left out where it
// is the default, brackets where they are needed.
func (t Target) String() string {
	switch {
	case t.Port != DefaultPort:
		return t.HostPort()
	case strings.Contains(t.Host, ":"):
		return "[" + t.Host + "]"
	}
	return t.Host
}

// HostPort is the target with its port, for net.Dial.
func (t Target) HostPort() string { return net.JoinHostPort(t.Host, strconv.Itoa(int(t.Port))) }
