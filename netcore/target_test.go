package netcore_test

import (
	"errors"
	"strings"
	"testing"

	"landline/netcore"
)

func TestParseTarget(t *testing.T) {
	for _, test := range []struct {
		typed, host string
		port        uint16
		text        string
	}{
		{"lab", "lab", 7678, "lab"},
		{"lab:9000", "lab", 9000, "lab:9000"},
		{"lab:7678", "lab", 7678, "lab"},
		{"  lab \t", "lab", 7678, "lab"},
		{"LAB.Example.ORG", "lab.example.org", 7678, "lab.example.org"},
		{"lab.example.org.", "lab.example.org", 7678, "lab.example.org"},
		{"lab.local:1", "lab.local", 1, "lab.local:1"},
		{"lab:65535", "lab", 65535, "lab:65535"},
		{"print_shop", "print_shop", 7678, "print_shop"},
		{"küche.local", "küche.local", 7678, "küche.local"},
		{"3com", "3com", 7678, "3com"},
		{"192.168.1.20", "192.168.1.20", 7678, "192.168.1.20"},
		{"192.168.1.20:80", "192.168.1.20", 80, "192.168.1.20:80"},
		{"127.0.0.1:07678", "127.0.0.1", 7678, "127.0.0.1"},
		{"::1", "::1", 7678, "[::1]"},
		{"[::1]", "::1", 7678, "[::1]"},
		{"[::1]:9000", "::1", 9000, "[::1]:9000"},
		{"2001:DB8:0:0::5", "2001:db8::5", 7678, "[2001:db8::5]"},
		{"fd77::1:9000", "fd77::1:9000", 7678, "[fd77::1:9000]"},
		{"fe80::1%eth0", "fe80::1%eth0", 7678, "[fe80::1%eth0]"},
		{"[fe80::1%eth0]:9000", "fe80::1%eth0", 9000, "[fe80::1%eth0]:9000"},
		{"[fe80::1%Local Area Connection 2]:9000", "fe80::1%Local Area Connection 2", 9000, "[fe80::1%Local Area Connection 2]:9000"},
		{"fe80::1%12", "fe80::1%12", 7678, "[fe80::1%12]"},
		{"::ffff:192.168.1.20", "192.168.1.20", 7678, "192.168.1.20"},
		{"[::ffff:192.168.1.20]:80", "192.168.1.20", 80, "192.168.1.20:80"},
	} {
		got, err := netcore.ParseTarget(test.typed)
		if want := (netcore.Target{Host: test.host, Port: test.port}); err != nil || got != want {
			t.Errorf("ParseTarget(%q) gives %+v, %v, want %+v", test.typed, got, err, want)
		} else if got.String() != test.text {
			t.Errorf("ParseTarget(%q) is written %q, want %q", test.typed, got, test.text)
		}
	}
}

func TestParseTargetRefuses(t *testing.T) {
	for _, test := range []struct{ typed, reason string }{
		{"", "missing"},
		{"   ", "missing"},
		{":9000", "address is missing"},
		{"[]", "brackets"},
		{"[]:9000", "brackets"},
		{"lab:", "port is missing"},
		{"[::1]:", "port is missing"},
		{"lab:0", `"0" is not a port`},
		{"lab:65536", `"65536" is not a port`},
		{"lab:70000", `"70000" is not a port, which is a number from 1 to 65535`},
		{"lab:99999999999999999999", "1 to 65535"},
		{"lab:-1", `"-1"`},
		{"lab:+1", `"+1"`},
		{"lab:http", `"http"`},
		{"lab: 80", `" 80"`},
		{"[::1", "not closed"},
		{"[::1]9000", "behind the bracket"},
		{"[lab]:9000", "brackets are for IPv6"},
		{"[192.168.1.20]", "brackets are for IPv6"},
		{"a:b:c", "no IPv6 address"},
		{"::1::", "no IPv6 address"},
		{"fe80::1%", "no IPv6 address"},
		{"fe80::1%a\x00b", "zone"},
		{"192.168.1", "no IPv4 address"},
		{"192.168.1.256", "no IPv4 address"},
		{"1.2.3.4.5", "no IPv4 address"},
		{"99999999999999999999999", "no IPv4 address"},
		{"192.168.1.20%eth0", "name holds"},
		{"two words", "name holds"},
		{"http://lab", "without slashes"},
		{"lab:80/x", "without slashes"},
		{"a\xffb", "name holds"},
		{"a..b", "part of the name"},
		{".lab", "part of the name"},
		{strings.Repeat("a", 256), "too long"},
		{strings.Repeat("é", 5000), "too long"},
	} {
		got, err := netcore.ParseTarget(test.typed)
		var refused *netcore.TargetError
		if !errors.As(err, &refused) || !strings.Contains(refused.Reason, test.reason) {
			t.Errorf("ParseTarget(%.60q) gives %+v, %v, want a TargetError with %q", test.typed, got, err, test.reason)
		}
	}
}

// FuzzParseTarget holds that what is read and written is read the same again.
func FuzzParseTarget(f *testing.F) {
	for _, seed := range []string{
		"lab:9000", "[fe80::1%Wi-Fi 2]:80", "::ffff:1.2.3.4", "0A..", "a.:1", "Ⱥ", "fe80::1%a]b", strings.Repeat("Ⱥ", 120),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		first, err := netcore.ParseTarget(typed)
		if err != nil {
			return
		}
		if first.Host == "" || first.Port == 0 {
			t.Fatalf("%q gives %+v", typed, first)
		}
		for _, text := range []string{first.String(), first.HostPort()} {
			if again, err := netcore.ParseTarget(text); err != nil || again != first {
				t.Fatalf("%q gives %+v, written %q, read again %+v, %v", typed, first, text, again, err)
			}
		}
	})
}
