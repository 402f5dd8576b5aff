package app

import (
	"strings"
	"testing"

	"rsc.io/qr"
)

// TestBlocks reads the modules of a picture back from what was drawn.
func TestBlocks(t *testing.T) {
	code, err := qr.Encode(strings.Repeat("0123456789", 6), qr.M)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(blocks(code), "\n")
	if want := (code.Size + 2*quiet + 1) / 2; len(lines) != want {
		t.Fatalf("it has %d lines, want %d", len(lines), want)
	}
	for i, line := range lines {
		if !strings.HasPrefix(line, "\x1b[30;47m") || !strings.HasSuffix(line, "\x1b[0m") {
			t.Fatalf("line %d sets no colours: %q", i, line)
		}
		cells := []rune(strings.TrimSuffix(strings.TrimPrefix(line, "\x1b[30;47m"), "\x1b[0m"))
		if len(cells) != code.Size+2*quiet {
			t.Fatalf("line %d has %d cells", i, len(cells))
		}
		for j, cell := range cells {
			x, y := j-quiet, 2*i-quiet
			upper, lower := cell == '█' || cell == '▀', cell == '█' || cell == '▄'
			if upper != code.Black(x, y) || lower != code.Black(x, y+1) {
				t.Fatalf("at %d, %d there is %q", x, y, cell)
			}
		}
	}
}
