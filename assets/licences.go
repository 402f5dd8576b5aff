package assets

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed licences.txt
var licences string

// Licence is how a part of the program may be used: of a Go module, of Go
// itself, or of a font.
type Licence struct {
	Part    string // the module's path
	Version string // without one where a part has none
	Kinds   string // the usual licences in Text by their SPDX names, "MIT, OFL-1.1"; empty where it is none of those
	Text    string // whole, as the part brings it
}

var allLicences = sync.OnceValue(func() (all []Licence) {
	for _, part := range strings.Split(licences, "\f")[1:] {
		head, text, _ := strings.Cut(part, "\n")
		if f := strings.Split(head, "\t"); len(f) == 3 {
			all = append(all, Licence{f[0], f[1], f[2], strings.TrimSpace(text)})
		}
	}
	return all
})

// Licences are those of everything that is in this program on any system, Go
// first. "make licences" writes them.
func Licences() []Licence { return slices.Clone(allLicences()) }
