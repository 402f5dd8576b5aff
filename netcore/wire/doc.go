// Package wire turns the frames of protocol landline/1 into bytes and back.
//
// A frame is a length (unsigned, 32 bits, big-endian) and that many bytes of
// payload. The payload is a CBOR sequence (RFC 8742) of two items: the frame's
// kind, an unsigned integer, and its body, a map with integer keys in
// deterministic encoding (RFC 8949 section 4.2.1). Every limit is checked
// before memory is taken. Unknown keys are ignored and unknown kinds are
// skipped, so that an older program can talk to a newer one; a number is never
// used again for something else. PROTOCOL.md, one folder up, describes the
// bytes for other implementers, with frames that a test here reads.
package wire
