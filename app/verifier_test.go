package app

import "testing"

func TestVerifier(t *testing.T) {
	v := verify("swordfish")
	if again := verify("swordfish"); again == v {
		t.Error("two rooms with one password have one verifier")
	}
	for _, tt := range []struct {
		v           verifier
		password    string
		fits, known bool
	}{
		{v, "swordfish", true, true},
		{v, "Swordfish", false, true},
		{v, "", false, true},
		{"", "swordfish", false, false},
		{v[:len(v)-1], "swordfish", false, false},
		{"$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA", "swordfish", false, false},
	} {
		if fits, known := tt.v.fits(tt.password); fits != tt.fits || known != tt.known {
			t.Errorf("%.20s with %q: fits %v, known %v", tt.v, tt.password, fits, known)
		}
	}
}
