package app

import (
	"strings"

	"rsc.io/qr"
)

// quiet is how many light modules a QR picture has around it (ISO/IEC 18004,
// section 5.3.8).
const quiet = 4

// blocks draws a QR picture for a terminal, two rows of modules in each line of
// half blocks. It sets both colours, because on a dark terminal black on white
// would come out the wrong way round.
func blocks(code *qr.Code) string {
	const blackOnWhite, reset = "\x1b[30;47m", "\x1b[0m"
	var lines []string
	for y := -quiet; y < code.Size+quiet; y += 2 {
		var line strings.Builder
		for x := -quiet; x < code.Size+quiet; x++ {
			switch upper, lower := code.Black(x, y), code.Black(x, y+1); {
			case upper && lower:
				line.WriteRune('█')
			case upper:
				line.WriteRune('▀')
			case lower:
				line.WriteRune('▄')
			default:
				line.WriteByte(' ')
			}
		}
		lines = append(lines, blackOnWhite+line.String()+reset)
	}
	return strings.Join(lines, "\n")
}
