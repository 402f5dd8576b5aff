package pake

import (
	"errors"
	"unicode/utf8"

	"golang.org/x/text/secure/precis"
)

// MaxPassword bounds a prepared password, in bytes of UTF-8.
const MaxPassword = 256

// maxTyped bounds what Prepare looks at. Preparing can make a password shorter,
// where letters come together with their accents, but not by so much.
const maxTyped = 4 * MaxPassword

// ErrPassword is a password that cannot be used: nothing, more than MaxPassword
// bytes once prepared, not UTF-8, or with control characters or others that
// PRECIS does not allow in a password.
var ErrPassword = errors.New("pake: a password needs 1 to 256 bytes of UTF-8 without control characters")

// Prepare brings a password into the form that both sides use, so that two
// keyboards that write it differently agree: the OpaqueString profile of PRECIS
// (RFC 8265 section 4.2), which makes every kind of space a plain one and joins
// letters with their accents (NFC). Case and everything else stays. Preparing
// what is prepared changes nothing. The error is ErrPassword and does not tell
// the password.
func Prepare(password string) (string, error) {
	if len(password) > maxTyped || !utf8.ValidString(password) { // what is not UTF-8 PRECIS would replace
		return "", ErrPassword
	}
	prepared, err := precis.OpaqueString.String(password)
	if err != nil || prepared == "" || len(prepared) > MaxPassword {
		return "", ErrPassword
	}
	return prepared, nil
}
