package wire

import (
	"encoding/binary"
	"math"
	"unicode/utf8"

	"landline/netcore/chat"
)

// Nearly all frames are plain lines. These are written and read here by hand, in
// a fifth of the time; the bytes are those of the codec, which takes whatever is
// not exactly so.

// Major types of CBOR, in the upper bits of an item's first byte (RFC 8949
// section 3.1).
const (
	cborUint  = 0 << 5
	cborBytes = 2 << 5
	cborText  = 3 << 5
	cborMap   = 5 << 5
)

// How an argument follows an item's first byte (RFC 8949 section 3).
const (
	cborInOne   = 24
	cborInTwo   = 25
	cborInFour  = 26
	cborInEight = 27
)

// AppendSaid is Append for a Said, without taking memory where it is a plain
// line.
func AppendSaid(dst []byte, s Said) []byte {
	if !s.plain() {
		return Append(dst, s)
	}
	start := len(dst)
	dst = append(dst, 0, 0, 0, 0, byte(KindSaid), cborMap|6)
	dst = appendHead(append(dst, 1), cborUint, s.Seq)
	dst = append(appendHead(append(dst, 2), cborBytes, uint64(len(s.ID))), s.ID[:]...)
	dst = append(appendHead(append(dst, 3), cborBytes, uint64(len(s.From))), s.From[:]...)
	dst = append(appendHead(append(dst, 4), cborText, uint64(len(s.Name))), s.Name...)
	dst = append(appendHead(append(dst, 5), cborText, uint64(len(s.Text))), s.Text...)
	dst = appendHead(append(dst, 6), cborUint, uint64(s.Millis))
	return seal(dst, start, s)
}

// plain tells whether only the fields that every Said has are there.
func (s *Said) plain() bool {
	return s.Act == chat.Line && s.AboutSeq == 0 && s.AboutID.IsZero() && s.Whom.IsZero() && s.For == 0 && !s.Edited &&
		s.Millis >= 0
}

// appendHead appends an item's first byte and its argument, in as few bytes as
// it takes (RFC 8949 section 4.2.1).
func appendHead(dst []byte, major byte, n uint64) []byte {
	switch {
	case n < cborInOne:
		return append(dst, major|byte(n))
	case n <= math.MaxUint8:
		return append(dst, major|cborInOne, byte(n))
	case n <= math.MaxUint16:
		return binary.BigEndian.AppendUint16(append(dst, major|cborInTwo), uint16(n))
	case n <= math.MaxUint32:
		return binary.BigEndian.AppendUint32(append(dst, major|cborInFour), uint32(n))
	}
	return binary.BigEndian.AppendUint64(append(dst, major|cborInEight), n)
}

// decodeLine reads the payload of a plain Say or Said. It is false where the
// codec has to look: at what is something else, or wrong.
func decodeLine(payload []byte) (Frame, bool) {
	if len(payload) == 0 {
		return nil, false
	}
	r := lineReader{rest: payload[1:]}
	switch Kind(payload[0]) {
	case KindSay:
		var s Say
		fields := r.head(cborMap)
		r.key(1).blob(s.ID[:])
		s.Text = r.key(2).text()
		if fields == 3 {
			s.Heard = r.key(3).head(cborUint)
		}
		return s, r.done() && (fields == 2 || fields == 3)
	case KindSaid:
		var s Said
		fields := r.head(cborMap)
		s.Seq = r.key(1).head(cborUint)
		r.key(2).blob(s.ID[:])
		r.key(3).blob(s.From[:])
		s.Name = r.key(4).text()
		s.Text = r.key(5).text()
		millis := r.key(6).head(cborUint)
		s.Millis = int64(millis)
		return s, r.done() && fields == 6 && millis <= math.MaxInt64
	}
	return nil, false
}

// lineReader reads items until one is not what was asked for.
type lineReader struct {
	rest []byte
	lost bool
}

func (r *lineReader) done() bool { return !r.lost && len(r.rest) == 0 }

// cut takes n bytes; nil where there are less.
func (r *lineReader) cut(n uint64) []byte {
	if r.lost || n > uint64(len(r.rest)) {
		r.lost = true
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

// head takes an item's first byte and its argument.
func (r *lineReader) head(major byte) uint64 {
	first := r.cut(1)
	if r.lost || first[0]&0xe0 != major {
		r.lost = true
		return 0
	}
	n := uint64(first[0] & 0x1f)
	if n < cborInOne {
		return n
	}
	if n > cborInEight {
		r.lost = true
		return 0
	}
	n, wide := 0, r.cut(1<<(n-cborInOne))
	for _, b := range wide {
		n = n<<8 | uint64(b)
	}
	return n
}

// key takes the key of the next field.
func (r *lineReader) key(k byte) *lineReader {
	if b := r.cut(1); !r.lost && b[0] != k {
		r.lost = true
	}
	return r
}

// blob takes a byte string of exactly the length of dst.
func (r *lineReader) blob(dst []byte) {
	n := r.head(cborBytes)
	if n != uint64(len(dst)) {
		r.lost = true
	}
	copy(dst, r.cut(n))
}

func (r *lineReader) text() string {
	b := r.cut(r.head(cborText))
	if !utf8.Valid(b) {
		r.lost = true
	}
	if r.lost {
		return ""
	}
	return string(b)
}
