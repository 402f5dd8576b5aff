package identity

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"math/big"
	"time"

	"landline/netcore/chat"
)

// Identity is a person's private key with the certificate that shows it. It
// never changes after Load or New made it.
type Identity struct {
	key  ed25519.PrivateKey
	id   chat.MemberID
	cert tls.Certificate
}

// New makes an identity that lives in memory only: for tests and for seats
// that nobody needs to recognise again.
func New() (*Identity, error) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("identity: making a key: %w", err)
	}
	return fromKey(key)
}

func fromKey(key ed25519.PrivateKey) (*Identity, error) {
	public := key.Public().(ed25519.PublicKey)
	id, err := memberID(public)
	if err != nil {
		return nil, err
	}
	der, err := selfSigned(key, public)
	if err != nil {
		return nil, err
	}
	return &Identity{
		key: key, id: id,
		cert: tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key},
	}, nil
}

// ID is the SHA-256 of the DER-encoded public key (SubjectPublicKeyInfo,
// RFC 8410 section 4).
func (i *Identity) ID() chat.MemberID { return i.id }

// Public is a copy of the public key.
func (i *Identity) Public() ed25519.PublicKey {
	return append(ed25519.PublicKey(nil), i.key.Public().(ed25519.PublicKey)...)
}

// Sign signs message with plain Ed25519 (RFC 8032 section 5.1). The caller
// starts every message with bytes of its own purpose, so that a signature made
// for one use means nothing in another.
func (i *Identity) Sign(message []byte) []byte { return ed25519.Sign(i.key, message) }

// MemberIDOf is the id that belongs to an Ed25519 public key. It fails only
// for a key of the wrong length.
func MemberIDOf(public ed25519.PublicKey) (chat.MemberID, error) {
	if len(public) != ed25519.PublicKeySize {
		return chat.MemberID{}, fmt.Errorf("identity: a public key has %d bytes, want %d", len(public), ed25519.PublicKeySize)
	}
	return memberID(public)
}

func memberID(public ed25519.PublicKey) (chat.MemberID, error) {
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return chat.MemberID{}, fmt.Errorf("identity: encoding the public key: %w", err)
	}
	return sha256.Sum256(der), nil
}

// selfSigned makes the smallest certificate that TLS accepts. Nobody reads its
// dates; the last one is how RFC 5280 section 4.1.2.5 writes "never ends".
func selfSigned(key ed25519.PrivateKey, public ed25519.PublicKey) ([]byte, error) {
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		NotBefore:    time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC),
		NotAfter:     time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, public, key)
	if err != nil {
		return nil, fmt.Errorf("identity: making the certificate: %w", err)
	}
	return der, nil
}
