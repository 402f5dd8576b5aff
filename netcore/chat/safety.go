package chat

import (
	"bytes"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"strings"
)

// safetyContext keeps these digests apart from all others, and numbers the way
// in which they are made.
const safetyContext = "landline safety number 1\x00"

// A safety number as it is written: groups of digits with a space between.
const (
	safetyGroups = 12
	safetyBytes  = 5 // of the digest for each group; modulo 100,000 their bias is below one in ten million
)

// SafetyNumber is what two people compare to know that nobody sits between
// them: 12 groups of five digits with single spaces, the same whichever of the
// two works it out. It is made of the SHA-512 over both ids, the smaller first.
//
// Where both people read out one number, each holds the very key that the
// other uses, provided they compared over something that nobody else can speak
// into: face to face, or a voice they know. It proves nothing about names, and
// nothing about whether a computer is in the right hands.
//
// A machine in the middle shows each of them a key of its own, and so would
// have to find two such keys with one number: of 60 digits, 199 bits, a search
// of about 2^100 pairs of keys. It can prepare that search only against the two
// people it is for. Who compares only some groups leaves 8 bits of work for each
// group that they do compare: all twelve are what counts.
func SafetyNumber(a, b MemberID) string {
	if bytes.Compare(a[:], b[:]) > 0 {
		a, b = b, a
	}
	message := append([]byte(safetyContext), a[:]...)
	digest := sha512.Sum512(append(message, b[:]...))
	groups := make([]string, safetyGroups)
	for i := range groups {
		var n uint64
		for _, octet := range digest[i*safetyBytes : (i+1)*safetyBytes] {
			n = n<<8 | uint64(octet)
		}
		groups[i] = fmt.Sprintf("%05d", n%100_000)
	}
	return strings.Join(groups, " ")
}

// Groups is the id in 16 groups of four hexadecimal digits, as two people read
// it out or lay it beside another: joined, the groups are String.
func (id MemberID) Groups() []string {
	groups := make([]string, 0, len(id)/2)
	for i := 0; i < len(id); i += 2 {
		groups = append(groups, hex.EncodeToString(id[i:i+2]))
	}
	return groups
}
