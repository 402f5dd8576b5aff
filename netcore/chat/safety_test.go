package chat_test

import (
	"regexp"
	"strings"
	"testing"

	"landline/netcore/chat"
)

// memberOf is an id made of one octet.
func memberOf(octet byte) (id chat.MemberID) {
	for i := range id {
		id[i] = octet
	}
	return id
}

// TestSafetyNumber holds the numbers that every version has to come to: two
// people with different versions compare them. They were worked out by another
// program (Python's hashlib).
func TestSafetyNumber(t *testing.T) {
	tests := []struct {
		name string
		a, b chat.MemberID
		want string
	}{
		{"two people", chat.MemberID{1}, chat.MemberID{2}, "53934 69556 19084 06180 68146 23683 76087 68467 52421 36042 51353 26255"},
		{"all octets", memberOf(0xff), memberOf(0x0f), "58684 48071 58870 52982 13830 48961 99780 14882 18897 61552 44934 39786"},
		{"one person with himself", memberOf(7), memberOf(7), "41354 00581 50502 63266 20552 23258 24896 45247 24642 43195 60836 72004"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := chat.SafetyNumber(tt.a, tt.b); got != tt.want {
				t.Errorf("SafetyNumber(a, b) = %q, want %q", got, tt.want)
			}
			if got := chat.SafetyNumber(tt.b, tt.a); got != tt.want {
				t.Errorf("SafetyNumber(b, a) = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestSafetyNumberForm(t *testing.T) {
	form := regexp.MustCompile(`^[0-9]{5}( [0-9]{5}){11}$`)
	seen := make(map[string]bool)
	for i := range 256 {
		for bit := range 8 {
			b := memberOf(9)
			b[i%32] ^= 1 << bit
			number := chat.SafetyNumber(memberOf(byte(i)), b)
			if !form.MatchString(number) {
				t.Fatalf("%q is not 12 groups of five digits", number)
			}
			if seen[number] {
				t.Fatalf("%q came twice", number)
			}
			seen[number] = true
		}
	}
}

func TestGroups(t *testing.T) {
	id := chat.MemberID{0x01, 0x23, 0xab, 31: 0xff}
	groups := id.Groups()
	if len(groups) != 16 || groups[0] != "0123" || groups[1] != "ab00" || groups[15] != "00ff" {
		t.Errorf("groups %v", groups)
	}
	if joined := strings.Join(groups, ""); joined != id.String() {
		t.Errorf("joined %s, want %s", joined, id)
	}
}
