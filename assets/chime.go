package assets

import _ "embed"

// Chime is the soft sound of a notification, a WAV file of 16 bits in one
// channel. "go run ./.ci/chime assets/chime.wav" writes it.
//
//go:embed chime.wav
var Chime []byte
