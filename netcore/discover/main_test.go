package discover

import (
	"crypto/ed25519"
	"crypto/sha256"
	"os"
	"testing"

	"go.uber.org/goleak"
)

// TestMain lets the test binary play a program of its own: the tests of whole
// networks start it again in other namespaces.
func TestMain(m *testing.M) {
	if os.Getenv(programEnv) != "" {
		os.Exit(playProgram())
	}
	goleak.VerifyTestMain(m)
}

// testSigner is an identity made from a word.
type testSigner struct{ key ed25519.PrivateKey }

func signerOf(word string) testSigner {
	seed := sha256.Sum256([]byte(word))
	return testSigner{ed25519.NewKeyFromSeed(seed[:])}
}

func (s testSigner) Public() ed25519.PublicKey  { return s.key.Public().(ed25519.PublicKey) }
func (s testSigner) Sign(message []byte) []byte { return ed25519.Sign(s.key, message) }
