package identity

import (
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"testing"

	"landline/netcore/chat"
)

func newIdentity(t testing.TB) *Identity {
	t.Helper()
	i, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func TestIDIsHashOfSubjectPublicKeyInfo(t *testing.T) {
	i := newIdentity(t)
	// RFC 8410 section 4: the fixed start of every Ed25519 SubjectPublicKeyInfo.
	spki := append([]byte{0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00}, i.Public()...)
	if want := chat.MemberID(sha256.Sum256(spki)); i.ID() != want {
		t.Errorf("ID is %v, want %v", i.ID(), want)
	}
	if got, err := MemberIDOf(i.Public()); err != nil || got != i.ID() {
		t.Errorf("MemberIDOf gives %v, %v", got, err)
	}
	if _, err := MemberIDOf(i.Public()[:31]); err == nil {
		t.Error("a key of 31 bytes was taken")
	}
}

func TestSign(t *testing.T) {
	i := newIdentity(t)
	signature := i.Sign([]byte("landline"))
	if !ed25519.Verify(i.Public(), []byte("landline"), signature) {
		t.Error("the signature does not verify")
	}
	if ed25519.Verify(i.Public(), []byte("landlines"), signature) {
		t.Error("the signature verifies for another message")
	}
}

func TestPublicIsACopy(t *testing.T) {
	i := newIdentity(t)
	i.Public()[0] ^= 1
	if !ed25519.Verify(i.Public(), []byte("x"), i.Sign([]byte("x"))) {
		t.Error("changing what Public returned changed the identity")
	}
}

func TestCertificateIsSmall(t *testing.T) {
	der := newIdentity(t).cert.Certificate[0]
	if len(der) > 256 {
		t.Errorf("the certificate has %d bytes", len(der))
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	if err := cert.CheckSignature(cert.SignatureAlgorithm, cert.RawTBSCertificate, cert.Signature); err != nil {
		t.Error(err)
	}
}

func TestErrorsNameWhatTheyCarry(t *testing.T) {
	var wrong *WrongKeyError
	var changed *KeyChangedError
	a, b := newIdentity(t).ID(), newIdentity(t).ID()
	if err := error(&WrongKeyError{Want: a, Got: b}); !errors.As(err, &wrong) || wrong.Error() == (&WrongKeyError{Want: b, Got: a}).Error() {
		t.Error("WrongKeyError does not tell want from got")
	}
	if err := error(&KeyChangedError{Name: "n", Known: a, Given: b}); !errors.As(err, &changed) || changed.Error() == (&KeyChangedError{Name: "n", Known: b, Given: a}).Error() {
		t.Error("KeyChangedError does not tell known from given")
	}
}
