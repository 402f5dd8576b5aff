//go:build gallery

package ui

import (
	"time"

	"landline/app/vm"
	"landline/netcore/chat"
)

// audience is Actions in a scene: nothing comes of them.
type audience struct{}

func (audience) Rename(string)                        {}
func (audience) Host(vm.NewRoom)                      {}
func (audience) Join(string)                          {}
func (audience) JoinFound(chat.MemberID, chat.RoomID) {}
func (audience) CheckPort(string)                     {}
func (audience) Say(vm.Key, string)                   {}
func (audience) Do(vm.Key, string, chat.Deed)         {}
func (audience) Unlock(vm.Key, string, bool)          {}
func (audience) Verify(chat.MemberID, bool)           {}
func (audience) SayAgain(vm.Key, chat.MessageID)      {}
func (audience) TookBack(vm.Key, chat.MessageID)      {}
func (audience) Draft(vm.Key, string)                 {}
func (audience) Read(vm.Key, uint64)                  {}
func (audience) Older(vm.Key)                         {}
func (audience) Search(vm.Query)                      {}
func (audience) Around(vm.Hit)                        {}
func (audience) Show(vm.Hit)                          {}
func (audience) Describe(vm.Key)                      {}
func (audience) Keep(vm.Key, vm.Keep)                 {}
func (audience) Export(vm.Key, vm.Format, string)     {}
func (audience) Retry(vm.Key)                         {}
func (audience) TrustNewKey(vm.Key, string)           {}
func (audience) Leave(vm.Key)                         {}
func (audience) WatchSockets(bool)                    {}
func (audience) Prefer(vm.Prefs)                      {}
func (audience) Tune(vm.Key, vm.Alerts)               {}
func (audience) SetStatus(chat.Status)                {}
func (audience) Idle(bool)                            {}
func (audience) Typing(vm.Key)                        {}
func (audience) Survey()                              {}
func (audience) ListPasswords()                       {}
func (audience) ForgetPassword(vm.KeptPassword)       {}
func (audience) Relock(vm.Key, string, bool)          {}
func (audience) Retitle(vm.Key, string)               {}
func (audience) Forget(vm.Key)                        {}
func (audience) Wake(vm.Key, time.Time)               {}
func (audience) Reopen(chat.RoomID)                   {}
func (audience) Diagnose(bool)                        {}
func (audience) Probe(string)                         {}
func (audience) AskReach(vm.Key, int)                 {}
func (audience) Seek(vm.Key, chat.Cursor)             {}
