// Command chime writes assets/chime.wav, the soft sound of a notification: two
// notes, the second a fifth above the first, struck like small bells.
//
//	go run ./.ci/chime assets/chime.wav
package main

import (
	"bytes"
	"encoding/binary"
	"log"
	"math"
	"os"
)

const (
	rate   = 22050                 // samples a second
	length = rate * 62 / 100       // samples
	loud   = 0.28                  // of full scale, at most
	first  = 587.33                // D5, in hertz
	second = first * 3 / 2         // A5
	gap    = rate * 11 / 100       // samples between the two
	attack = float64(rate) * 0.006 // samples until a note is at its loudest
)

// partials of a bell-like tone: how many times the note, how loud, and in how
// many seconds it falls to a third.
var partials = []struct{ times, loud, fall float64 }{{1, 1, 0.16}, {2, 0.28, 0.09}, {3.01, 0.1, 0.05}}

// note is one note at the sample i after it was struck.
func note(hertz float64, i int) (v float64) {
	if i < 0 {
		return 0
	}
	t := float64(i) / rate
	for _, p := range partials {
		v += p.loud * math.Exp(-t/p.fall) * math.Sin(2*math.Pi*hertz*p.times*t)
	}
	return v * min(float64(i)/attack, 1)
}

func main() {
	samples := make([]int16, length)
	for i := range samples {
		v := note(first, i)*0.8 + note(second, i-gap)
		fade := min(float64(length-i)/(rate/50), 1) // ends at nothing
		samples[i] = int16(v * fade * loud / 1.6 * math.MaxInt16)
	}
	var data bytes.Buffer
	write := func(v any) {
		if err := binary.Write(&data, binary.LittleEndian, v); err != nil {
			log.Fatal(err)
		}
	}
	const header, size = 36, 2 * length
	data.WriteString("RIFF")
	write(uint32(header + size))
	data.WriteString("WAVEfmt ")
	write(struct {
		Size             uint32
		Format, Channels uint16
		Rate, Bytes      uint32
		Block, Bits      uint16
	}{16, 1, 1, rate, 2 * rate, 2, 16})
	data.WriteString("data")
	write(uint32(size))
	write(samples)
	if len(os.Args) != 2 {
		log.Fatal("chime FILE")
	}
	if err := os.WriteFile(os.Args[1], data.Bytes(), 0o644); err != nil { //nolint:gosec // a file of the source tree
		log.Fatal(err)
	}
}
