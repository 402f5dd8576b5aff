package netns

import (
	"fmt"
	"os/exec"
	"strings"
)

// severed is the table in which a network's severed ways stand.
const severed = "landline"

// Sever loses what one cable's machine sends to another's, in that direction
// alone. Nobody is told: carriers and addresses stay as they are. It needs the
// program nft, and skips the test where there is none.
func (l *LAN) Sever(from, to *Cable) {
	l.tb.Helper()
	l.nft(fmt.Sprintf(`
		add table bridge %[1]s
		add chain bridge %[1]s forward { type filter hook forward priority 0; }
		add rule bridge %[1]s forward iifname %[2]q oifname %[3]q drop
	`, severed, from.port, to.port))
}

// Heal undoes every Sever.
func (l *LAN) Heal() {
	l.tb.Helper()
	l.nft(fmt.Sprintf(`
		add table bridge %[1]s
		delete table bridge %[1]s
	`, severed))
}

// nft runs a script in the network's namespace.
func (l *LAN) nft(script string) {
	l.tb.Helper()
	if _, err := exec.LookPath("nft"); err != nil {
		l.tb.Skip("a network can be severed only by the program nft")
	}
	cmd := exec.Command("ip", "netns", "exec", l.space, "nft", "-f", "-")
	cmd.Stdin = strings.NewReader(script)
	if out, err := cmd.CombinedOutput(); err != nil {
		l.tb.Fatalf("nft: %v: %s", err, out)
	}
}
