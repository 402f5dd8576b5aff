package netcore

import (
	"encoding"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strings"

	"landline/netcore/chat"
)

// InvitationScheme is the scheme of the links that open a room (RFC 3986
// section 3.1).
const InvitationScheme = "landline"

// maxInvitation bounds a link that is read, in bytes: room for the longest host
// and name with every byte escaped, and for parameters of later versions.
const maxInvitation = 2048

// Invitation is what a person needs to join a room and to know that it is the
// one they were invited to: where it is, which it is, and its host's key. Who
// dials pins that key (ClientConfig.Pin), so the first contact is as safe as
// the way by which the invitation came.
//
// An invitation is no secret and gives no right: it holds no password.
type Invitation struct {
	Target Target
	Room   chat.RoomID
	Key    chat.MemberID // the host's
	Name   string        // the room's, as chat.HeardName leaves it; empty where it is not told
	Line   chat.Cursor   // a line of the room to show, without its ID; zero for none
}

// InvitationError is text that cannot be read as an invitation.
type InvitationError struct {
	Input  string // the first part of it where it is long
	Reason string // a clause without a full stop: what is wrong, and what to do
}

func (e *InvitationError) Error() string {
	return fmt.Sprintf("netcore: invitation %q: %s", e.Input, e.Reason)
}

// IsInvitation tells whether text is meant as an invitation rather than as a
// host's address: it begins with the scheme.
func IsInvitation(text string) bool {
	scheme, _, ok := strings.Cut(strings.TrimSpace(text), ":")
	return ok && strings.EqualFold(scheme, InvitationScheme) && strings.Contains(text, "/")
}

// String is the invitation as a link:
//
//	landline://HOST:PORT/?room=HEX&key=HEX&name=NAME&line=EPOCH-SEQ
//
// The port is left out where it is the default, and the name and the line where
// there are none. An IPv6 address stands in brackets and without its zone, which means
// something on one computer only.
func (i Invitation) String() string {
	target := i.Target
	if addr, err := netip.ParseAddr(target.Host); err == nil {
		target.Host = addr.WithZone("").String()
	}
	query := "room=" + i.Room.String() + "&key=" + i.Key.String()
	if i.Name != "" {
		// A space as %20, which all programs read alike.
		query += "&name=" + strings.ReplaceAll(url.QueryEscape(i.Name), "+", "%20")
	}
	if i.Line != (chat.Cursor{}) {
		query += "&line=" + i.Line.Mark()
	}
	link := url.URL{Scheme: InvitationScheme, Host: target.String(), Path: "/", RawQuery: query}
	return link.String()
}

// ParseInvitation reads a link as String writes it. Spaces around it, the case
// of hexadecimal digits, the order of the parameters and unknown ones do not
// matter; one of ours that stands there twice does, since nobody could tell
// which was meant. An address with a zone is refused. The error is an
// *InvitationError.
func ParseInvitation(text string) (Invitation, error) {
	i, reason := readInvitation(strings.TrimSpace(text))
	if reason != "" {
		if len(text) > 80 {
			text = text[:80] + "…"
		}
		return Invitation{}, &InvitationError{Input: text, Reason: reason}
	}
	return i, nil
}

func readInvitation(text string) (i Invitation, reason string) {
	if len(text) > maxInvitation {
		return i, fmt.Sprintf("it is longer than %d bytes", maxInvitation)
	}
	link, err := url.Parse(text)
	switch {
	case err != nil:
		return i, "it is no link; copy it again, the whole of it"
	case link.Scheme != InvitationScheme:
		return i, "an invitation begins with " + InvitationScheme + "://"
	case link.Opaque != "" || link.Host == "":
		return i, "the host's address is missing; it stands behind " + InvitationScheme + "://"
	case link.User != nil:
		return i, "before the address stands a name with an @, which an invitation never has; do not trust it"
	case link.Path != "" && link.Path != "/":
		return i, fmt.Sprintf("behind the address comes /?room=, not %.40q", link.Path)
	case strings.Contains(link.Host, "%"):
		return i, "its address has a zone, which means something only on the computer that it was made on; " +
			"ask for one with another address"
	}
	if strings.Count(link.Host, ":") > 1 && !strings.HasPrefix(link.Host, "[") {
		return i, "an IPv6 address stands in brackets in it, [address]:port; ask for the link again"
	}
	if i.Target, err = ParseTarget(link.Host); err != nil {
		why := err.Error()
		var target *TargetError
		if errors.As(err, &target) {
			why = target.Reason
		}
		return i, fmt.Sprintf("its address %q cannot be used: %s", link.Host, why)
	}
	query, err := url.ParseQuery(link.RawQuery)
	if err != nil {
		return i, "behind the question mark something is damaged; copy it again, the whole of it"
	}
	if reason := readID(query, "room", "the room", &i.Room); reason != "" {
		return i, reason
	}
	if reason := readID(query, "key", "the host's key", &i.Key); reason != "" {
		return i, reason
	}
	if i.Name, reason = readName(query); reason != "" {
		return i, reason
	}
	i.Line, reason = readLine(query)
	return i, reason
}

// identifier is a pointer to an id.
type identifier interface {
	encoding.TextUnmarshaler
	IsZero() bool
}

// readID reads the one parameter of that name into an id.
func readID(query url.Values, name, what string, id identifier) (reason string) {
	values := query[name]
	switch {
	case len(values) == 0 || values[0] == "":
		return fmt.Sprintf("%s= is missing, which names %s; ask for the whole link again", name, what)
	case len(values) > 1:
		return fmt.Sprintf("%s= stands in it twice; ask for the link again", name)
	case id.UnmarshalText([]byte(values[0])) != nil, id.IsZero():
		return fmt.Sprintf("%s=%.70q does not name %s; copy the link again, the whole of it", name, values[0], what)
	}
	return ""
}

// readLine reads which line of the room is meant. One that cannot be read is left
// out: the invitation leads to the room all the same.
func readLine(query url.Values) (line chat.Cursor, reason string) {
	values := query["line"]
	switch len(values) {
	case 0:
	case 1:
		line, _ = chat.ParseMark(values[0])
	default:
		return line, "line= stands in it twice; ask for the link again"
	}
	return line, ""
}

// readName reads the room's name, where it is told.
func readName(query url.Values) (name, reason string) {
	values := query["name"]
	switch {
	case len(values) == 0 || len(values) == 1 && values[0] == "":
		return "", ""
	case len(values) > 1:
		return "", "name= stands in it twice; ask for the link again"
	}
	name, err := chat.HeardName(values[0])
	if err != nil {
		return "", fmt.Sprintf("the room's name in it cannot be used: %v", err)
	}
	return name, ""
}
