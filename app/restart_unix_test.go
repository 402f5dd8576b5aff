//go:build unix

package app_test

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"landline/app/vm"
)

// TestQuickRestart starts the program again while its window ends, which a guest
// whose computer sleeps keeps from ending at once: the hosted room opens again by
// itself, and the link that the second start came with is followed.
func TestQuickRestart(t *testing.T) {
	bo := named(t, "Bo", t.TempDir())
	bo.desk.Host(vm.NewRoom{Name: "Attic"})
	attic := bo.invites(await(bo, anyOf[vm.Opened]).Room).String()
	for name, profile := range map[string]string{
		"at a door": t.TempDir(),
		"in a folder whose path is too long for a door": filepath.Join(t.TempDir(), strings.Repeat("d", 100)),
	} {
		t.Run(name, func(t *testing.T) {
			ada := named(t, "Ada", profile)
			ada.desk.Host(vm.NewRoom{Name: "Lab"})
			link := ada.invites(await(ada, anyOf[vm.Opened]).Room).String()
			guest := start(t, nil, "join", link, "--as", "Cy")
			guest.next("entered")
			if err := guest.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
				t.Fatal(err)
			}
			defer guest.cmd.Process.Signal(syscall.SIGCONT)
			ended := make(chan struct{})
			go func() {
				defer close(ended)
				ada.end()
			}()
			var again *screen
			for again == nil { // at first the window may take the link, and then it is in the room at the next start
				again = launch(t, profile, attic)
			}
			<-ended
			rooms, seated := map[vm.Key]string{}, map[string]bool{}
			for !seated["Lab"] || !seated["Attic"] {
				await(again, func(e vm.Event) bool {
					switch e := e.(type) {
					case vm.Opened:
						rooms[e.Room] = e.Name
					case vm.Linked:
						if e.Link == vm.Ended {
							t.Fatalf("%s ended with %q", rooms[e.Room], e.Trouble.What())
						}
						seated[rooms[e.Room]] = seated[rooms[e.Room]] || e.Link == vm.Seated
						return e.Link == vm.Seated
					}
					return false
				})
			}
		})
	}
}
