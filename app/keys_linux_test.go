package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"landline/netcore/netcoretest/netns"
)

// TestTrustByName joins a room by its name; then somebody else has taken over the
// room, with another key. Only the whole of that key lets people in again.
func TestTrustByName(t *testing.T) {
	netns.Available(t)
	lan := netns.NewLAN(t)
	keeper, guest := netns.NewHost(t), netns.NewHost(t)
	lan.Plug(keeper, "10.7.0.1/24")
	lan.Plug(guest, "10.7.0.2/24")
	adas, eves, bos := t.TempDir(), t.TempDir(), t.TempDir()
	open := func(profile string) (host *process, fingerprint string) {
		host = start(t, on(t, keeper), "host", "--name", "Lab", "--as", "Ada", "--port", "0", "--profile", profile)
		return host, host.next("listening").Fingerprint
	}
	join := func() (last event, code int) {
		p := start(t, on(t, guest), "join", "Lab", "--as", "Bo", "--profile", bos)
		_ = p.stdin.Close()
		events, code := p.rest()
		return events[len(events)-1], code
	}
	host, was := open(adas)
	if last, code := join(); code != 0 {
		t.Fatalf("join ended with %d: %+v", code, last)
	}
	host.end()
	settings, err := os.ReadFile(filepath.Join(adas, "settings.json"))
	if err == nil {
		err = os.WriteFile(filepath.Join(eves, "settings.json"), settings, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	_, given := open(eves)
	if last, code := join(); code != 6 || last.Known != was || last.Given != given {
		t.Errorf("join ended with %d: %+v; want %s and %s", code, last, was, given)
	}
	trust := func(key string) (string, int) {
		p := start(t, on(t, guest), "trust", "Lab", key, "--profile", bos)
		events, code := p.rest()
		return events[len(events)-1].Text, code
	}
	if text, code := trust(strings.Repeat("ab", 32)); code != 4 || !strings.Contains(text, "has that key") {
		t.Errorf("trust of a key that nobody has ended with %d: %s", code, text)
	}
	if text, code := trust(given); code != 0 {
		t.Errorf("trust ended with %d: %s", code, text)
	}
	if last, code := join(); code != 0 {
		t.Errorf("join ended with %d: %+v", code, last)
	}
}
