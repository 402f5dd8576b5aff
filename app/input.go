package app

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"

	"landline/netcore/chat"
)

// input is one line of standard input; or a refusal, of a line that is too
// long; or, as the last, why nothing more can be read.
type input struct {
	text string
	err  error
}

// readLines sends the lines of r, without their ends, and closes the channel
// behind the last one. It stops when ctx ends, but a read that is under way is
// not interrupted: that goroutine ends with the program.
func readLines(ctx context.Context, r io.Reader) <-chan input {
	lines := make(chan input)
	go func() {
		defer close(lines)
		buffered := bufio.NewReaderSize(r, chat.MaxText+2)
		for {
			line, err := readLine(buffered)
			if errors.Is(err, io.EOF) {
				return
			}
			select {
			case lines <- input{text: line, err: err}:
			case <-ctx.Done():
				return
			}
			if err != nil && !errors.Is(err, chat.TextTooLong) {
				return
			}
		}
	}()
	return lines
}

// readLine reads one line; of one that is too long it skips the rest.
func readLine(r *bufio.Reader) (string, error) {
	line, err := r.ReadSlice('\n')
	tooLong := errors.Is(err, bufio.ErrBufferFull)
	text := string(line)
	for errors.Is(err, bufio.ErrBufferFull) {
		_, err = r.ReadSlice('\n')
	}
	switch {
	case tooLong:
		return "", chat.TextTooLong
	case text == "" && err != nil:
		return "", err
	}
	return strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r"), nil
}
