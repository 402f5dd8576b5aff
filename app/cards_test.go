package app

import (
	"slices"
	"testing"

	"landline/app/vm"
	"landline/netcore/discover"
)

// TestCards has rooms looked for on the chosen networks alone, and always among
// the programs of this computer.
func TestCards(t *testing.T) {
	all, err := discover.SystemInterfaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, chosen := range [][]string{nil, {"none of these"}, {"none of these", all[0].Name}} {
		d := &Desk{chosen: vm.Prefs{Interfaces: chosen}}
		cards, err := d.cards()
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range all {
			want := len(chosen) == 0 || isLoopback(i) || slices.Contains(chosen, i.Name)
			if got := slices.ContainsFunc(cards, func(c discover.Interface) bool { return c.Name == i.Name }); got != want {
				t.Errorf("with %q chosen, %s is used: %v", chosen, i.Name, got)
			}
		}
	}
}
