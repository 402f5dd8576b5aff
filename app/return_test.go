package app_test

import (
	"strings"
	"testing"
)

// TestNothingMissedWhenTheHostReturns closes the room and opens it again. What
// is said there before the guest is back, the guest still hears, although they
// had asked for no history.
func TestNothingMissedWhenTheHostReturns(t *testing.T) {
	profile := t.TempDir()
	host, address := hostRoom(t, "--profile", profile)
	_, port, _ := strings.Cut(address, ":")
	bo := start(t, nil, "join", address, "--as", "Bo", "--history", "0")
	bo.next("entered")
	host.say("before")
	bo.next("said")
	host.end()
	bo.next("reconnecting")
	again := start(t, nil, "host", "--name", "Lab", "--as", "Ada", "--bind", "127.0.0.1", "--port", port, "--hidden", "--profile", profile)
	again.say("early")
	again.next("said")
	if e := bo.next("said"); e.Text != "early" || e.Seq != 2 {
		t.Errorf("Bo heard %+v", e)
	}
}
