package identity

import (
	"crypto/ed25519"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"slices"

	"landline/netcore/chat"
)

// WrongKeyError says that a peer showed another key than the pinned one.
// Got is what the peer claimed: the handshake ends here, before the peer had
// to prove that it holds the key.
type WrongKeyError struct {
	Want, Got chat.MemberID
}

func (e *WrongKeyError) Error() string {
	return fmt.Sprintf("identity: the peer has key %s, expected %s", e.Got, e.Want)
}

// ErrCertificate is found in the error of a handshake in which the peer did
// not show exactly one certificate over an Ed25519 key.
var ErrCertificate = errors.New("identity: want exactly one certificate with an Ed25519 key")

// ErrProtocol is found in the error of a handshake with a peer that speaks TLS
// but chose none of our application protocols (ALPN, RFC 7301). Such a peer may
// also answer with an alert of its own: IsWrongProtocol knows both.
var ErrProtocol = errors.New("identity: the peer speaks another application protocol")

// noApplicationProtocol is an alert's number: RFC 7301 section 3.2.
const noApplicationProtocol tls.AlertError = 120

// IsWrongProtocol tells whether a handshake failed because the two ends have no
// application protocol in common, whichever end noticed.
func IsWrongProtocol(err error) bool {
	return errors.Is(err, ErrProtocol) || IsAlert(err, noApplicationProtocol)
}

// IsAlert tells whether err is the given alert (RFC 8446 section 6) as sent by
// the peer. crypto/tls does not export the type it uses for these, but both
// types share their sentences.
func IsAlert(err error, alert tls.AlertError) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "remote error" && op.Err != nil && op.Err.Error() == alert.Error()
}

// ServerTLS is a new configuration for the accepting end: TLS 1.3 only, the
// client must prove an Ed25519 key, whichever it is; PeerID reads it
// afterwards. With protos given, a client that offers none of them is refused.
//
// In TLS 1.3 the client's handshake returns before the server has judged the
// client's certificate: a refusal reaches the client at its first Read.
func (i *Identity) ServerTLS(protos ...string) *tls.Config {
	c := i.config(protos)
	c.ClientAuth = tls.RequireAnyClientCert
	c.VerifyConnection = func(s tls.ConnectionState) error { return verify(s, chat.MemberID{}, protos) }
	return c
}

// ClientTLS is a new configuration for the dialling end: TLS 1.3 only, and the
// server must prove the key named by pin, or the handshake fails with a
// *WrongKeyError. With the zero pin any key will do and PeerID reads it
// afterwards. With protos given, a server that picks none of them is refused.
func (i *Identity) ClientTLS(pin chat.MemberID, protos ...string) *tls.Config {
	c := i.config(protos)
	// No authority vouches for a self-signed certificate; verify stands in
	// for the check that this turns off.
	c.InsecureSkipVerify = true
	c.VerifyConnection = func(s tls.ConnectionState) error { return verify(s, pin, protos) }
	return c
}

func (i *Identity) config(protos []string) *tls.Config {
	return &tls.Config{
		Certificates:           []tls.Certificate{i.cert},
		MinVersion:             tls.VersionTLS13,
		MaxVersion:             tls.VersionTLS13,
		NextProtos:             slices.Clone(protos),
		SessionTicketsDisabled: true,
		// Small first records serve web pages; here they would only cut a
		// batch of waiting frames into many.
		DynamicRecordSizingDisabled: true,
	}
}

func verify(s tls.ConnectionState, pin chat.MemberID, protos []string) error {
	if len(protos) > 0 && !slices.Contains(protos, s.NegotiatedProtocol) {
		return ErrProtocol
	}
	got, err := PeerID(s)
	if err != nil {
		return err
	}
	if !pin.IsZero() && got != pin {
		return &WrongKeyError{Want: pin, Got: got}
	}
	return nil
}

// PeerID is the id of the key that the peer proved. The handshake must be
// complete. It fails with ErrCertificate where there is not exactly one
// certificate over an Ed25519 key.
func PeerID(s tls.ConnectionState) (chat.MemberID, error) {
	key, err := PeerKey(s)
	if err != nil {
		return chat.MemberID{}, err
	}
	return memberID(key)
}

// PeerKey is the public key that the peer proved, under the same terms as
// PeerID.
func PeerKey(s tls.ConnectionState) (ed25519.PublicKey, error) {
	if len(s.PeerCertificates) != 1 || s.PeerCertificates[0].PublicKeyAlgorithm != x509.Ed25519 {
		return nil, ErrCertificate
	}
	key, ok := s.PeerCertificates[0].PublicKey.(ed25519.PublicKey)
	if !ok {
		return nil, ErrCertificate
	}
	return key, nil
}
