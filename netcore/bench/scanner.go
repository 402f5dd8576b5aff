package main

import (
	"encoding/binary"

	"landline/netcore/wire"
)

// scanner finds the frames in a stream of bytes without reading their bodies.
// Every kind that a host sends is one byte: CBOR writes integers below 24 so
// (RFC 8949 section 3).
type scanner struct {
	head [5]byte // length and kind of the frame that begins here
	have int     // bytes of head that are there
	left int     // bytes of the body that are still to come
}

// scan calls on with the kind of each frame whose last byte is in b. It fails
// where the stream announces a frame that no host may send.
func (s *scanner) scan(b []byte, on func(kind byte)) error {
	for len(b) > 0 {
		if s.have < len(s.head) {
			n := copy(s.head[s.have:], b)
			s.have += n
			b = b[n:]
			if s.have < len(s.head) {
				return nil
			}
			size := binary.BigEndian.Uint32(s.head[:])
			if size < 2 || size > wire.MaxFrame {
				return &wire.SizeError{Size: size, Limit: wire.MaxFrame}
			}
			s.left = int(size) - 1
		}
		n := min(s.left, len(b))
		s.left -= n
		b = b[n:]
		if s.left == 0 {
			s.have = 0
			on(s.head[4])
		}
	}
	return nil
}
