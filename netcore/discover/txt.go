package discover

import (
	"encoding/hex"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"landline/netcore/chat"
)

// The TXT record of a room (RFC 6763 section 6), ASCII throughout because the
// DNS library escapes everything else:
//
//	v=1                  version of these keys
//	f=…, r=…             host's MemberID, RoomID, in hexadecimal
//	i=…                  which run of the program, in hexadecimal
//	n=…, h=…             room's and host's name, percent-encoded UTF-8
//	p=…                  seats taken
//	l=1                  the room wants a password; absent where it wants none
//	a=…,…                every address of the host: the library keeps only one
//
// Unknown keys are ignored; of a key given twice the first counts.
const (
	txtVersion = "1"
	maxTXT     = 255 // one string of a TXT record (RFC 1035 section 3.3)
	maxStrings = 16
	maxAddrs   = 8 // addresses told
)

var errNotRoom = errors.New("not a room's TXT record")

// record is what a TXT record says.
type record struct {
	host           chat.MemberID
	room           chat.RoomID
	by             instance
	name, hostName string
	people         int
	locked         bool
	addrs          []netip.Addr // without zones
}

func (r record) strings() []string {
	addrs := "a="
	for i, a := range r.addrs {
		more := a.WithZone("").String()
		if i >= maxAddrs || len(addrs)+len(more)+1 > maxTXT {
			break
		}
		if i > 0 {
			addrs += ","
		}
		addrs += more
	}
	fields := []string{
		"v=" + txtVersion, "f=" + r.host.String(), "r=" + r.room.String(), "i=" + hex.EncodeToString(r.by[:]),
		"n=" + url.PathEscape(r.name), "h=" + url.PathEscape(r.hostName), "p=" + strconv.Itoa(r.people), addrs,
	}
	if r.locked {
		fields = append(fields, "l=1")
	}
	return fields
}

// parseTXT reads a TXT record and refuses it if any part is out of bounds.
func parseTXT(fields []string) (r record, err error) {
	values := make(map[string]string, len(fields))
	for _, f := range fields[:min(len(fields), maxStrings)] {
		k, v, ok := strings.Cut(f, "=")
		if _, again := values[k]; ok && !again && len(f) <= maxTXT {
			values[k] = v
		}
	}
	if values["v"] != txtVersion {
		return record{}, errNotRoom
	}
	by, badBy := hex.DecodeString(values["i"])
	people, badPeople := strconv.ParseUint(values["p"], 10, 32)
	err = errors.Join(r.host.UnmarshalText([]byte(values["f"])), r.room.UnmarshalText([]byte(values["r"])), badBy, badPeople)
	if err != nil || len(by) != len(r.by) || people > maxPeople {
		return record{}, fmt.Errorf("%w: %w", errNotRoom, errors.Join(err))
	}
	r.by, r.people, r.locked = instance(by), int(people), values["l"] == "1"
	if r.name, err = unescapeName(values["n"]); err != nil {
		return record{}, err
	}
	if r.hostName, err = unescapeName(values["h"]); err != nil {
		return record{}, err
	}
	r.addrs = parseAddrs(values["a"])
	return r, nil
}

func unescapeName(escaped string) (string, error) {
	name, err := url.PathUnescape(escaped)
	if err != nil {
		return "", fmt.Errorf("%w: %w", errNotRoom, err)
	}
	return chat.HeardName(name)
}

// parseAddrs reads addresses and passes over what is none.
func parseAddrs(list string) (addrs []netip.Addr) {
	for s := range strings.SplitSeq(list, ",") {
		a, err := netip.ParseAddr(s)
		if err != nil || a.Zone() != "" || len(addrs) >= maxAddrs {
			continue
		}
		if a = a.Unmap(); !slices.Contains(addrs, a) {
			addrs = append(addrs, a)
		}
	}
	return addrs
}

// believable tells whether a packet that came in on card may make this machine
// dial an address: nobody shall be sent across the internet, or
// to a service of this very machine.
func believable(a netip.Addr, card Interface, local []netip.Prefix) bool {
	switch {
	case a.IsLoopback():
		return card.loopback()
	case a.IsLinkLocalUnicast():
		return a.Is4() || a.Zone() != ""
	case !a.IsGlobalUnicast():
		return false
	}
	return a.IsPrivate() || slices.ContainsFunc(local, func(p netip.Prefix) bool { return p.Contains(a) })
}
