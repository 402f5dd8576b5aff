package app

import "landline/app/vm"

// Diagnose watches the network, or stops.
func (d *Desk) Diagnose(on bool) {}

// Probe tries to reach a typed address.
func (d *Desk) Probe(target string) {}

// AskReach asks another computer to dial this one.
func (d *Desk) AskReach(room vm.Key, port int) {}
