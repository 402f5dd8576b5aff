package app

import (
	"landline/app/vm"
)

// Prefer replaces what this person chose for the whole program.
func (d *Desk) Prefer(prefs vm.Prefs) {}

// Tune sets which lines of a room this person is told of.
func (d *Desk) Tune(room vm.Key, alerts vm.Alerts) {}

// ListPasswords tells which passwords are kept.
func (d *Desk) ListPasswords() {}

// ForgetPassword removes a kept password.
func (d *Desk) ForgetPassword(p vm.KeptPassword) {}
