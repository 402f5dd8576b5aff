package identity

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"math/big"
	"net"
	"sync"
	"testing"

	"landline/netcore/chat"
)

// shake runs both ends of a handshake and one byte from the server, since in
// TLS 1.3 only that tells the client that the server took its certificate.
func shake(t *testing.T, server, client *tls.Config) (s, c *tls.Conn, serverErr, clientErr error) {
	t.Helper()
	// Sockets and not net.Pipe: both ends send alerts at once, which needs
	// the buffers between them.
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	b, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	a, err := ln.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close(); b.Close() })
	s, c = tls.Server(a, server), tls.Client(b, client)
	var both sync.WaitGroup
	both.Go(func() {
		if serverErr = s.Handshake(); serverErr == nil {
			_, serverErr = s.Write([]byte{1})
		}
	})
	both.Go(func() {
		if clientErr = c.Handshake(); clientErr == nil {
			_, clientErr = c.Read(make([]byte, 1))
		}
	})
	both.Wait()
	return s, c, serverErr, clientErr
}

func TestHandshakeProvesBothKeys(t *testing.T) {
	ada, bo := newIdentity(t), newIdentity(t)
	for name, pin := range map[string]chat.MemberID{"pinned": ada.ID(), "any key": {}} {
		t.Run(name, func(t *testing.T) {
			s, c, err1, err2 := shake(t, ada.ServerTLS("landline/1", "other/1"), bo.ClientTLS(pin, "landline/1"))
			if err1 != nil || err2 != nil {
				t.Fatalf("server: %v, client: %v", err1, err2)
			}
			if got, err := PeerID(s.ConnectionState()); err != nil || got != bo.ID() {
				t.Errorf("the server sees %v, %v, want %v", got, err, bo.ID())
			}
			if got, err := PeerID(c.ConnectionState()); err != nil || got != ada.ID() {
				t.Errorf("the client sees %v, %v, want %v", got, err, ada.ID())
			}
			state := c.ConnectionState()
			if state.Version != tls.VersionTLS13 || state.NegotiatedProtocol != "landline/1" || state.DidResume {
				t.Errorf("version %#x, protocol %q, resumed %v", state.Version, state.NegotiatedProtocol, state.DidResume)
			}
		})
	}
}

func TestWrongPin(t *testing.T) {
	ada, bo, eve := newIdentity(t), newIdentity(t), newIdentity(t)
	_, _, serverErr, clientErr := shake(t, eve.ServerTLS(), bo.ClientTLS(ada.ID()))
	var wrong *WrongKeyError
	if !errors.As(clientErr, &wrong) || wrong.Want != ada.ID() || wrong.Got != eve.ID() {
		t.Errorf("the client says %v, want WrongKeyError", clientErr)
	}
	if serverErr == nil {
		t.Error("the server took the connection")
	}
}

func TestNoCommonProtocol(t *testing.T) {
	ada, bo := newIdentity(t), newIdentity(t)
	for name, test := range map[string]struct{ server, client []string }{
		"different":     {[]string{"http/1.1"}, []string{"landline/1"}},
		"server has no": {nil, []string{"landline/1"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, _, err := shake(t, ada.ServerTLS(test.server...), bo.ClientTLS(chat.MemberID{}, test.client...))
			if !IsWrongProtocol(err) {
				t.Errorf("the client says %v", err)
			}
		})
	}
	t.Run("client has no", func(t *testing.T) {
		_, _, err, _ := shake(t, ada.ServerTLS("landline/1"), bo.ClientTLS(chat.MemberID{}))
		if !IsWrongProtocol(err) {
			t.Errorf("the server says %v", err)
		}
	})
	if IsWrongProtocol(ErrCertificate) || IsWrongProtocol(nil) {
		t.Error("other errors count as wrong protocol")
	}
}

func TestOldTLSIsRefused(t *testing.T) {
	ada, bo := newIdentity(t), newIdentity(t)
	old := bo.ClientTLS(chat.MemberID{})
	old.MinVersion, old.MaxVersion = tls.VersionTLS12, tls.VersionTLS12
	const protocolVersion tls.AlertError = 70 // RFC 8446 section 6
	if _, _, err, at := shake(t, ada.ServerTLS(), old); err == nil || !IsAlert(at, protocolVersion) {
		t.Errorf("server: %v, client: %v", err, at)
	}
	old = ada.ServerTLS()
	old.MinVersion, old.MaxVersion = tls.VersionTLS12, tls.VersionTLS12
	if _, _, _, err := shake(t, old, bo.ClientTLS(chat.MemberID{})); err == nil {
		t.Error("the client took TLS 1.2")
	}
}

func TestBothEndsWantOneEd25519Certificate(t *testing.T) {
	ada, bo := newIdentity(t), newIdentity(t)
	for name, cert := range map[string][]tls.Certificate{
		"none":         nil,
		"another kind": {ecdsaCertificate(t)},
		"two":          {{Certificate: [][]byte{bo.cert.Certificate[0], ada.cert.Certificate[0]}, PrivateKey: bo.key}},
	} {
		t.Run(name, func(t *testing.T) {
			client := bo.ClientTLS(chat.MemberID{})
			client.Certificates = cert
			_, _, err, _ := shake(t, ada.ServerTLS(), client)
			if err == nil || (name != "none" && !errors.Is(err, ErrCertificate)) {
				t.Errorf("the server says %v", err)
			}
			if cert == nil {
				return // a server without one cannot start
			}
			server := bo.ServerTLS()
			server.Certificates = cert
			if _, _, _, err := shake(t, server, ada.ClientTLS(chat.MemberID{})); !errors.Is(err, ErrCertificate) {
				t.Errorf("the client says %v, want ErrCertificate", err)
			}
		})
	}
}

func TestStolenCertificateIsUseless(t *testing.T) {
	ada, bo, eve := newIdentity(t), newIdentity(t), newIdentity(t)
	thief := eve.ServerTLS()
	thief.Certificates = []tls.Certificate{{Certificate: ada.cert.Certificate, PrivateKey: eve.key}}
	if _, _, _, err := shake(t, thief, bo.ClientTLS(ada.ID())); err == nil {
		t.Error("the client took a certificate without its key")
	}
	client := eve.ClientTLS(ada.ID())
	client.Certificates = []tls.Certificate{{Certificate: bo.cert.Certificate, PrivateKey: eve.key}}
	if _, _, err, _ := shake(t, ada.ServerTLS(), client); err == nil {
		t.Error("the server took a certificate without its key")
	}
}

func TestNoResumption(t *testing.T) {
	ada, bo := newIdentity(t), newIdentity(t)
	client := bo.ClientTLS(ada.ID())
	client.ClientSessionCache = tls.NewLRUClientSessionCache(8)
	client.SessionTicketsDisabled = false
	client.ServerName = "ada"
	for range 2 {
		_, c, err1, err2 := shake(t, ada.ServerTLS(), client)
		if err1 != nil || err2 != nil {
			t.Fatalf("server: %v, client: %v", err1, err2)
		}
		if c.ConnectionState().DidResume {
			t.Error("a session was resumed")
		}
	}
}

func ecdsaCertificate(t *testing.T) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}
