package app

import "landline/app/vm"

// Relock gives a hosted room another password, or none.
func (d *Desk) Relock(room vm.Key, password string, keep bool) {}

// Retitle gives a hosted room another name.
func (d *Desk) Retitle(room vm.Key, name string) {}

// Forget leaves a room and forgets it.
func (d *Desk) Forget(room vm.Key) {}
