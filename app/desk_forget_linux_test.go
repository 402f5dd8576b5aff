package app_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"landline/app/vm"
)

// smallDisk mounts a disk of so many bytes, which ends with the test.
func smallDisk(t *testing.T, bytes string) (dir string) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("only root can mount a small disk")
	}
	dir = t.TempDir()
	if err := syscall.Mount("forget-test", dir, "tmpfs", 0, "size="+bytes); err != nil {
		t.Skipf("this machine does not let a disk be mounted: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// fill leaves no byte of a disk free, until the file that it returns is removed.
func fill(t *testing.T, dir string) (ballast string) {
	t.Helper()
	f, err := os.Create(filepath.Join(dir, "ballast"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for n := 1 << 16; n > 0; {
		if _, err := f.Write(make([]byte, n)); err != nil {
			n /= 2
		}
	}
	return f.Name()
}

// TestForgetHostedOnFullDisk forgets a hosted room where nothing can be written, and
// again when there is space: the room is not lost between the two.
func TestForgetHostedOnFullDisk(t *testing.T) {
	disk := smallDisk(t, "4m")
	profile := filepath.Join(disk, "profile")
	ada := named(t, "Ada", profile)
	ada.desk.Host(vm.NewRoom{Name: "Diary"})
	mine := await(ada, anyOf[vm.Opened]).Room
	room := ada.invites(mine).Room
	ada.desk.Say(mine, "treasured words")
	ada.hears(mine, "treasured words")
	ballast := fill(t, disk)
	ada.desk.Forget(mine)
	await(ada, func(e vm.Closed) bool { return e.Room == mine })
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	ada.end()
	wantTraces(t, profile, true, "treasured words")

	ada = openDesk(t, profile)
	await(ada, func(e vm.Known) bool { return len(e.Rooms) == 1 && e.Rooms[0].Hosted })
	ada.desk.Reopen(room)
	mine = await(ada, anyOf[vm.Opened]).Room
	ada.desk.Forget(mine)
	await(ada, func(e vm.Closed) bool { return e.Room == mine })
	ada.end()
	wantTraces(t, profile, false, append(raw(room), "treasured words", "Diary")...)
}
