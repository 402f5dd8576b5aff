package pake

import (
	"crypto/rand"
	"crypto/sha512"
	"encoding/binary"
	"errors"

	"github.com/gtank/ristretto255"
)

// The functions of this file are those of draft-irtf-cfrg-cpace, under its
// names for values: PRS is the password, CI what the channel is, sid the
// session, ISK the session's key. Each is tested with the draft's vectors.

// dsi separates CPace on this group from all other uses of the hash.
const dsi = "CPaceRistretto255"

// ErrShare is a share that no honest side sends: not 32 bytes, not the one
// encoding of a group element (RFC 9496 section 4.3.1), the identity, or our
// own come back.
var ErrShare = errors.New("pake: the other side's share is no share")

// lv is each part with its length in front, as unsigned LEB128: lv_cat.
func lv(parts ...[]byte) []byte {
	size := 0
	for _, part := range parts {
		size += binary.MaxVarintLen64 + len(part)
	}
	b := make([]byte, 0, size) // at once, so that no copy of a part is left behind
	for _, part := range parts {
		b = binary.AppendUvarint(b, uint64(len(part)))
		b = append(b, part...)
	}
	return b
}

// generatorString is what the generator is the hash of. The zeros fill up the
// hash's first block, so that hashing takes as long for every password of up to
// 108 bytes, and mixes none of it with what others may choose.
func generatorString(prs, ci, sid []byte) []byte {
	head := binary.AppendUvarint(nil, uint64(len(prs)))
	zpad := max(0, sha512.BlockSize-1-len(head)-len(prs)-len(lv([]byte(dsi))))
	return lv([]byte(dsi), prs, make([]byte, zpad), ci, sid)
}

// generator is the group element that stands for the password on this channel:
// calculate_generator.
func generator(prs, ci, sid []byte) *ristretto255.Element {
	input := generatorString(prs, ci, sid)
	defer clear(input)
	hash := sha512.Sum512(input)
	defer clear(hash[:])
	g, _ := ristretto255.NewIdentityElement().SetUniformBytes(hash[:]) // fails for other lengths only
	return g
}

// randomScalar is uniform among all scalars: sample_scalar.
func randomScalar() *ristretto255.Scalar {
	var b [64]byte
	defer clear(b[:])
	_, _ = rand.Read(b[:])                                 // never fails
	y, _ := ristretto255.NewScalar().SetUniformBytes(b[:]) // fails for other lengths only
	return y
}

// scalarMultVerify is K for our scalar and their share: scalar_mult_vfy. It
// fails with ErrShare; K is never the identity.
func scalarMultVerify(y *ristretto255.Scalar, share []byte) ([]byte, error) {
	identity := ristretto255.NewIdentityElement()
	theirs, err := ristretto255.NewIdentityElement().SetCanonicalBytes(share)
	if err != nil || theirs.Equal(identity) == 1 {
		return nil, ErrShare
	}
	k := ristretto255.NewIdentityElement().ScalarMult(y, theirs)
	defer k.Set(ristretto255.NewIdentityElement())
	if k.Equal(identity) == 1 {
		return nil, ErrShare
	}
	return k.Bytes(), nil
}

// sessionKey is ISK for a transcript.
func sessionKey(sid, k, transcript []byte) [sha512.Size]byte {
	input := append(lv([]byte(dsi+"_ISK"), sid, k), transcript...)
	defer clear(input)
	return sha512.Sum512(input)
}

// transcript is what both sides sent, the joiner's part first: transcript_ir.
func transcript(joiner, joinerAD, host, hostAD []byte) []byte {
	return lv(joiner, joinerAD, host, hostAD)
}
