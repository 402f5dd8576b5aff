package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// describeMachine says on what the figures were measured. It writes and syncs a
// file of the given name, on the disk that the profiles are on.
func describeMachine(file string) (string, error) {
	sync, err := fsyncTime(file)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s, %d cores, %s memory\n%s %s, %s; fsync of 4 KiB: %s median",
		procField("/proc/cpuinfo", "model name"), runtime.NumCPU(), procField("/proc/meminfo", "MemTotal"),
		runtime.GOOS, firstLine("/proc/sys/kernel/osrelease"), runtime.Version(), milliseconds(sync)), nil
}

// fsyncTime is the median time that 4 KiB appended to a file take to be safe.
func fsyncTime(name string) (time.Duration, error) {
	f, err := os.Create(name)
	if err != nil {
		return 0, err
	}
	defer os.Remove(name)
	defer f.Close()
	page := make([]byte, 4096)
	var took []time.Duration
	for range 200 {
		if _, err := f.Write(page); err != nil {
			return 0, err
		}
		start := time.Now()
		if err := f.Sync(); err != nil {
			return 0, err
		}
		took = append(took, time.Since(start))
	}
	return median(took), nil
}

// procField is what a file of "name: value" lines says about name first.
func procField(file, name string) string {
	content, err := os.ReadFile(file)
	if err != nil {
		return "unknown"
	}
	for line := range strings.Lines(string(content)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}

func firstLine(file string) string {
	content, err := os.ReadFile(file)
	if err != nil {
		return "unknown"
	}
	line, _, _ := strings.Cut(string(content), "\n")
	return line
}
