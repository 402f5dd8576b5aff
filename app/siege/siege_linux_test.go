package siege

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"landline/netcore/netcoretest/netns"
)

var (
	timed = flag.Bool("siege.timed", false, "hold the time that lines take under siege to three times the quiet one")
	quiet = flag.Duration("siege.quiet", 5*time.Second, "how long the members talk in peace")
)

// Bounds of what a siege may cost.
const (
	slower = 3.0 // the 99th percentile of delivery
	grown  = 1.2 // the host's resident memory, some time after
)

// TestSiege has a room go on while one machine attacks its host.
func TestSiege(t *testing.T) {
	netns.Available(t)
	lan := netns.NewLAN(t)
	house, street, camp := netns.NewHost(t), netns.NewHost(t), netns.NewHost(t)
	lan.Plug(house, "10.7.0.1/24")
	lan.Plug(street, "10.7.0.2/24")
	var addresses []string
	for i := range enemyAddresses {
		addresses = append(addresses, fmt.Sprintf("10.7.0.%d/24", 100+i))
	}
	lan.Plug(camp, addresses...)

	host := startRole(t, house, "program", "host", "--name", "Citadel", "--as", "Host", "--json", "--profile", profile(t, "host"))
	host.await(`"event":"listening"`)
	people := startRole(t, street, "crowd")
	people.await("seated")
	attackers := startRole(t, camp, "enemy")
	attackers.await("ready")

	talk := func(d time.Duration) (f figures) {
		t.Helper()
		people.order(d.String())
		if err := json.Unmarshal([]byte(people.next()), &f); err != nil {
			t.Fatal(err)
		}
		if f.Fault != "" {
			t.Fatal(f.Fault)
		}
		if want := f.Lines * members; f.Heard != want {
			t.Fatalf("%d deliveries, want %d", f.Heard, want)
		}
		return f
	}
	talk(time.Second) // whatever is made once is made now
	peace := talk(*quiet)
	before := resident(t, host)

	attackers.order("begin")
	seeker := startRole(t, street, "program", "discover", "--for", (besiegeTime - time.Second).String(), "--json", "--profile", profile(t, "seeker"))
	siege := talk(besiegeTime)
	during := resident(t, host)
	seeker.await(`"name":"Citadel"`)
	t.Logf("the enemy did: %s (half-open, garbage, beacons, fakes)", attackers.dismiss())

	after := talk(*quiet)
	settled := resident(t, host)
	if !raced {
		settled = settle(t, host, before)
	}
	t.Logf("delivery p50 and p99: %v %v in peace, %v %v under siege (%.2f times), %v %v after",
		peace.P50, peace.P99, siege.P50, siege.P99, float64(siege.P99)/float64(peace.P99), after.P50, after.P99)
	t.Logf("the host's memory: %d kB before, %d kB under siege, %d kB after (%.2f times)",
		before, during, settled, float64(settled)/float64(before))
	if *timed && float64(siege.P99) > slower*float64(peace.P99) {
		t.Errorf("lines take %v under siege and %v in peace: more than %.0f times", siege.P99, peace.P99, slower)
	}
	if !raced && float64(settled) > grown*float64(before) {
		t.Errorf("the host takes %d kB after the siege, and took %d kB before", settled, before)
	}
}

func profile(t *testing.T, name string) string { return filepath.Join(t.TempDir(), name) }

// process is one of the processes of the siege.
type process struct {
	t     *testing.T
	cmd   *exec.Cmd
	in    io.WriteCloser
	lines chan string
}

// startRole starts a process on a machine. It ends with the test at the latest.
func startRole(t *testing.T, on *netns.Host, name string, args ...string) *process {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{t: t, cmd: on.Command(t.Context(), self, args...), lines: make(chan string, 1024)}
	p.cmd.Env = append(os.Environ(), role+"="+name)
	p.cmd.Stderr = os.Stderr
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(p.lines)
		said := bufio.NewScanner(out)
		said.Buffer(nil, 1<<20)
		for said.Scan() {
			select {
			case p.lines <- said.Text():
			default: // the host prints all that is said; nobody reads it here
			}
		}
	}()
	t.Cleanup(func() { // its context has ended: it was killed
		_ = p.in.Close()
		_ = p.cmd.Wait()
	})
	return p
}

func (p *process) order(line string) {
	p.t.Helper()
	if _, err := fmt.Fprintln(p.in, line); err != nil {
		p.t.Fatal(err)
	}
}

// next is the next line that the process prints.
func (p *process) next() string {
	p.t.Helper()
	select {
	case line, ok := <-p.lines:
		if ok {
			return line
		}
		p.t.Fatal("a process ended before its time")
	case <-time.After(2 * time.Minute):
		p.t.Fatal("a process said nothing for two minutes")
	}
	return ""
}

// await waits for a line with words in it.
func (p *process) await(words string) {
	p.t.Helper()
	for !strings.Contains(p.next(), words) {
	}
}

// dismiss ends a process by its input, and returns the last it says.
func (p *process) dismiss() (last string) {
	p.t.Helper()
	_ = p.in.Close()
	for line := range p.lines {
		last = line
	}
	return last
}

// resident is the memory that a process takes, in kB.
func resident(t *testing.T, p *process) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	kb, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		t.Fatal(err)
	}
	return kb
}

// settle waits until the host's memory is near what it was, or for a minute.
func settle(t *testing.T, p *process, was int) (kb int) {
	t.Helper()
	for range 120 {
		if kb = resident(t, p); float64(kb) <= grown*float64(was) {
			return kb
		}
		time.Sleep(500 * time.Millisecond)
	}
	return kb
}
