package app

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// verifier tells later whether a typed password is that of a room hosted here,
// without the password: its Argon2id hash in the usual form of such hashes,
// “$argon2id$v=19$m=…,t=…,p=…$salt$hash”. The empty one knows none.
type verifier string

// How much work one guess at a verifier is: what RFC 9106 section 4 recommends
// where memory is short, some tenth of a second.
const (
	verifierPasses  = 3
	verifierMemory  = 64 << 10 // KiB
	verifierThreads = 4
	verifierSalt    = 16 // bytes
	verifierHash    = 32
)

// verifierHead names the work; a verifier that names other work is not read.
var verifierHead = fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$", argon2.Version, verifierMemory, verifierPasses, verifierThreads)

// verify makes the verifier of a password. It takes some tenth of a second and
// 64 MiB.
func verify(password string) verifier {
	salt := make([]byte, verifierSalt)
	rand.Read(salt) // it never fails
	return verifier(verifierHead + encodeHash(salt) + "$" + encodeHash(hashOf(password, salt)))
}

// fits tells whether the password is the one. Known is false where the verifier
// cannot tell: it is empty, or of a program with other settings.
func (v verifier) fits(password string) (fits, known bool) {
	rest, ok := strings.CutPrefix(string(v), verifierHead)
	salted, hashed, two := strings.Cut(rest, "$")
	salt, badSalt := base64.RawStdEncoding.DecodeString(salted)
	hash, badHash := base64.RawStdEncoding.DecodeString(hashed)
	if !ok || !two || badSalt != nil || badHash != nil || len(salt) != verifierSalt || len(hash) != verifierHash {
		return false, false
	}
	return subtle.ConstantTimeCompare(hash, hashOf(password, salt)) == 1, true
}

func hashOf(password string, salt []byte) []byte {
	return argon2.IDKey([]byte(password), salt, verifierPasses, verifierMemory, verifierThreads, verifierHash)
}

func encodeHash(b []byte) string { return base64.RawStdEncoding.EncodeToString(b) }
