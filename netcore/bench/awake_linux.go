package main

import (
	"context"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"

	"golang.org/x/sys/unix"
)

// keepAwake keeps each processor from resting until stop is called, by a process
// of the class that runs where nobody else wants to (sched(7), SCHED_IDLE). A
// virtual machine's processor that rests is another machine's: how long it takes
// to have it back says nothing about what it is needed for.
func (b *bed) keepAwake(ctx context.Context) (stop func(), err error) {
	var ends []func()
	stop = func() {
		for _, end := range ends {
			end()
		}
	}
	var allowed unix.CPUSet
	if err := unix.SchedGetaffinity(0, &allowed); err != nil {
		return nil, os.NewSyscallError("sched_getaffinity", err)
	}
	for cpu := 0; len(ends) < allowed.Count(); cpu++ {
		if !allowed.IsSet(cpu) {
			continue
		}
		cmd := exec.CommandContext(ctx, b.self, asBaseline, waking, strconv.Itoa(cpu)) //nolint:gosec // this program
		cmd.Stderr = os.Stderr
		end, err := cmd.StdinPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			stop()
			return nil, err
		}
		ends = append(ends, func() {
			_ = end.Close()
			_ = cmd.Wait()
		})
	}
	return stop, nil
}

// wake keeps a processor awake until nobody holds the other end of standard input.
func wake(processor string) error {
	cpu, err := strconv.Atoi(processor)
	if err != nil {
		return err
	}
	runtime.LockOSThread()
	var only unix.CPUSet
	only.Set(cpu)
	if err := unix.SchedSetaffinity(0, &only); err != nil {
		return os.NewSyscallError("sched_setaffinity", err)
	}
	if err := unix.SchedSetAttr(0, &unix.SchedAttr{Size: unix.SizeofSchedAttr, Policy: unix.SCHED_IDLE}, 0); err != nil {
		return os.NewSyscallError("sched_setattr", err)
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	for { //nolint:staticcheck // this is all there is to do
	}
}
