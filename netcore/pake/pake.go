package pake

import (
	"bytes"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha512"
	"errors"
	"fmt"

	"github.com/gtank/ristretto255"
)

// Sizes of what goes over the wire, in bytes.
const (
	ShareSize = 32
	TagSize   = sha512.Size
)

// Role is which side of an exchange one is.
type Role int

// The roles.
const (
	Joiner Role = iota // sends its share and its tag first
	Host
)

// other is the role of the other side.
func (r Role) other() Role { return Host - r }

// Channel is the connection that a password is proved on. Two sides whose
// Channels differ in anything do not come to the same tags, so nobody can sit
// in the middle of two connections and pass on what is sent.
type Channel struct {
	Protocol string // what is spoken on it
	Joiner   []byte // the fingerprint of the joiner's key, as each side saw it proved
	Host     []byte // that of the host's key

	// Session is a value that only this connection has, at least 16 bytes:
	// the TLS exporter (RFC 8446 section 7.5). It vouches for the handshake
	// as far as the server's last message, which is before the client shows
	// its certificate; this is why the fingerprints are here as well.
	Session []byte
}

func (c Channel) info() []byte { return lv([]byte(c.Protocol), c.Joiner, c.Host) }

// Exchange is one side's part up to the other's share. It is for one goroutine
// and one use.
type Exchange struct {
	role  Role
	sid   []byte
	y     *ristretto255.Scalar // nil once used
	share []byte
}

// Begin begins an exchange over a password that Prepare returned. It fails with
// ErrPassword where the password is empty or too long to have come from there.
// End it with Finish or Wipe.
func Begin(role Role, password string, on Channel) (*Exchange, error) {
	if password == "" || len(password) > MaxPassword {
		return nil, ErrPassword
	}
	if len(on.Session) < 16 {
		return nil, errors.New("pake: the channel has no session")
	}
	prs := []byte(password)
	defer clear(prs)
	return begin(role, prs, on.info(), on.Session, randomScalar()), nil
}

func begin(role Role, prs, ci, sid []byte, y *ristretto255.Scalar) *Exchange {
	g := generator(prs, ci, sid)
	defer g.Set(ristretto255.NewIdentityElement())
	share := ristretto255.NewIdentityElement().ScalarMult(y, g).Bytes()
	return &Exchange{role: role, sid: bytes.Clone(sid), y: y, share: share}
}

// Share is what the other side has to get, ShareSize bytes. It tells nothing
// about the password.
func (e *Exchange) Share() []byte { return bytes.Clone(e.share) }

// Finish takes the other side's share. It fails with ErrShare, and the exchange
// is over then; nothing may be sent that depends on it. That it succeeds tells
// nothing about the password: only Confirmation.Check does. It panics where the
// exchange is over already.
func (e *Exchange) Finish(theirs []byte) (*Confirmation, error) {
	if e.y == nil {
		panic("pake: an exchange can be finished once")
	}
	defer e.Wipe()
	if bytes.Equal(theirs, e.share) {
		return nil, ErrShare
	}
	k, err := scalarMultVerify(e.y, theirs)
	if err != nil {
		return nil, err
	}
	defer clear(k)
	joiner, host := e.share, theirs
	if e.role == Host {
		joiner, host = theirs, e.share
	}
	sent := transcript(joiner, nil, host, nil) // neither side has associated data
	isk := sessionKey(e.sid, k, sent)
	defer clear(isk[:])
	return &Confirmation{
		mine:   tagOf(e.role, isk[:], sent),
		theirs: tagOf(e.role.other(), isk[:], sent),
		second: e.role == Host,
	}, nil
}

// Wipe forgets the secret of an exchange that is given up. After Finish it does
// nothing.
func (e *Exchange) Wipe() {
	if e.y != nil {
		e.y.Zero()
		e.y = nil
	}
}

// Confirmation is both sides' proof of having come to the same key. It is for
// one goroutine.
type Confirmation struct {
	mine, theirs []byte
	second       bool // nothing of ours may be known before theirs was right
}

// Tag is the proof that the other side has to get, TagSize bytes. A host's
// must not be known to whoever has proved nothing yet: it panics where Check
// has not accepted the joiner's.
func (c *Confirmation) Tag() []byte {
	if c.second {
		panic("pake: the host confirms second")
	}
	return bytes.Clone(c.mine)
}

// Check tells whether a tag is the other side's proof, in a time that does not
// depend on what is in it. False means another password, another channel, or
// somebody in the middle; which of these cannot be told.
func (c *Confirmation) Check(tag []byte) bool {
	ok := hmac.Equal(tag, c.theirs)
	if ok {
		c.second = false
	}
	return ok
}

// labels name the keys of the tags (RFC 5869 section 3.2) and are in the tags.
var labels = [...]string{Joiner: "landline CPace joiner confirms", Host: "landline CPace host confirms"}

// tagOf is a role's proof of knowing ISK for what was sent.
func tagOf(role Role, isk, sent []byte) []byte {
	key, err := hkdf.Key(sha512.New, isk, nil, labels[role], sha512.Size)
	if err != nil {
		panic(fmt.Sprintf("pake: derive a key: %v", err)) // for lengths beyond 255 hashes only
	}
	defer clear(key)
	mac := hmac.New(sha512.New, key)
	mac.Write(lv([]byte(labels[role])))
	mac.Write(sent)
	return mac.Sum(nil)
}
