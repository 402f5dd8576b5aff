package wire

import (
	"encoding/binary"
	"fmt"
	"io"
	"sync"
)

// Limits of a frame's payload, in bytes.
const (
	MaxFrame = 64 * 1024 // any frame
	MaxHello = 1024      // a frame from a peer that has not said hello yet
)

const headerSize = 4

// SizeError is a frame header that announces nothing, or more than allowed.
type SizeError struct{ Size, Limit uint32 }

func (e *SizeError) Error() string {
	return fmt.Sprintf("wire: frame of %d bytes, want 1 to %d", e.Size, e.Limit)
}

// Reader reads frames. It asks the underlying reader for each header and each
// payload apart, so hand it a buffered one.
type Reader struct {
	r     io.Reader
	limit uint32
	head  [headerSize]byte
}

// payloads are buffers that Readers share: most of a thousand idle peers need
// none. Larger frames than that get one of their own.
var payloads = sync.Pool{New: func() any { return new([pooled]byte) }}

const pooled = 2048

// NewReader reads frames of at most MaxHello bytes from r until Widen.
func NewReader(r io.Reader) *Reader { return &Reader{r: r, limit: MaxHello} }

// Widen raises the limit to MaxFrame, once the peer has shown who it is.
func (r *Reader) Widen() { r.limit = MaxFrame }

// Next reads one frame and decodes it. The error is a *SizeError for a bad
// length, a *DecodeError for a bad payload, io.EOF at a clean end between two
// frames, io.ErrUnexpectedEOF inside one, or what the underlying reader said.
func (r *Reader) Next() (Frame, error) {
	if _, err := io.ReadFull(r.r, r.head[:]); err != nil {
		return nil, err
	}
	size := binary.BigEndian.Uint32(r.head[:])
	if size == 0 || size > r.limit {
		return nil, &SizeError{Size: size, Limit: r.limit}
	}
	if size > pooled {
		return r.payload(make([]byte, size))
	}
	shared := payloads.Get().(*[pooled]byte)
	defer payloads.Put(shared)
	return r.payload(shared[:size])
}

// payload reads and decodes the payload that fills b. Decoding copies.
func (r *Reader) payload(b []byte) (Frame, error) {
	if _, err := io.ReadFull(r.r, b); err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	return Decode(b)
}

// Append appends f to dst as one whole frame. It panics where f cannot be
// encoded or exceeds MaxFrame: frames are bounded when they are made, so that
// would be our own bug.
func Append(dst []byte, f Frame) []byte {
	start := len(dst)
	dst = append(dst, 0, 0, 0, 0)
	return seal(appendPayload(dst, f), start, f)
}

// seal writes the header of the frame that begins at start.
func seal[F Frame](dst []byte, start int, f F) []byte {
	size := len(dst) - start - headerSize
	if size > MaxFrame {
		panic(fmt.Sprintf("wire: %T of %d bytes exceeds a frame", f, size))
	}
	binary.BigEndian.PutUint32(dst[start:], uint32(size))
	return dst
}
