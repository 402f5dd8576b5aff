package app_test

import (
	"fmt"
	"strings"
	"testing"

	"landline/netcore/netcoretest/netns"
)

// TestGuesser guesses from one address until it has to wait; the one who knows
// the password joins from another meanwhile.
func TestGuesser(t *testing.T) {
	netns.Available(t)
	lan := netns.NewLAN(t)
	keeper, eve, bo := netns.NewHost(t), netns.NewHost(t), netns.NewHost(t)
	lan.Plug(keeper, "10.7.0.1/24")
	lan.Plug(eve, "10.7.0.2/24")
	lan.Plug(bo, "10.7.0.3/24")
	host := start(t, on(t, keeper), "host", "--name", "Lab", "--as", "Ada", "--port", "0", "--hidden",
		"--password-file", passwordFile(t, rightPassword, 0o600))
	address := fmt.Sprintf("10.7.0.1:%d", host.next("listening").Port)
	guess := func() (refused int, text string) {
		p := start(t, on(t, eve), "join", address, "--as", "Eve", "--password-file", passwordFile(t, wrongPassword, 0o600))
		_ = p.stdin.Close()
		events, code := p.rest()
		if code != 3 || len(events) < 2 {
			t.Fatalf("a guess ended with %d: %+v", code, events)
		}
		return events[len(events)-2].Code, events[len(events)-1].Text
	}
	var code int
	var text string
	guesses := 0
	for ; guesses < 20 && code != 12; guesses++ {
		if code, text = guess(); code != 16 && code != 12 {
			t.Fatalf("guess %d was refused with %d: %s", guesses, code, text)
		}
	}
	if code != 12 || guesses > 6 || !strings.ContainsAny(text, "0123456789") {
		t.Errorf("after %d guesses: %d %q; want 12 and how long to wait", guesses, code, text)
	}
	friend := start(t, on(t, bo), "join", address, "--as", "Bo", "--password-file", passwordFile(t, rightPassword, 0o600))
	friend.next("entered")
	if code, _ := guess(); code != 12 {
		t.Errorf("one guess more was refused with %d", code)
	}
}
