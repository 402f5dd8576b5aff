package app

import (
	"strings"
	"testing"

	"landline/app/vm"
)

// TestChangedKeyAdvice shows the command that trusts a new key as a shell has to
// read it.
func TestChangedKeyAdvice(t *testing.T) {
	known, given := strings.Repeat("ab", 32), strings.Repeat("cd", 32)
	link := func(key string) string {
		return "landline://lab:9000/?room=" + strings.Repeat("12", 16) + "&key=" + key
	}
	for typed, want := range map[string]string{
		"192.0.2.1:9000":  "landline trust 192.0.2.1:9000 FINGERPRINT",
		"Büro":            "landline trust Büro FINGERPRINT",
		"Front desk":      "landline trust 'Front desk' FINGERPRINT",
		"Ada’s $HOME":     "landline trust 'Ada’s $HOME' FINGERPRINT",
		"Ada's":           `landline trust 'Ada'\''s' FINGERPRINT`,
		link(given):       "The host at lab:9000 has another key than the one this computer knows",
		link(given) + " ": "landline trust '" + link(given) + " ' FINGERPRINT",
		link(known):       "ask for a new invitation",
	} {
		for _, print := range []func(*testing.T, func(*printer)) string{object, sentences} {
			got := print(t, func(p *printer) {
				trouble := vm.Trouble{Kind: vm.KeyChanged, Target: called(typed), Known: known, Given: given}
				if code := p.keyChanged(trouble, typed); code != exitKeyChanged {
					t.Errorf("%q: %d", typed, code)
				}
			})
			if got = strings.ReplaceAll(strings.ReplaceAll(got, `\u0026`, "&"), `\\`, `\`); !strings.Contains(got, want) {
				t.Errorf("%q is answered by %q, without %q", typed, got, want)
			}
		}
	}
}

// sentences is what people read on standard error.
func sentences(t *testing.T, print func(*printer)) string {
	t.Helper()
	_, errs := printed(t, print)
	return errs
}
