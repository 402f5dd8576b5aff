package app

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"landline/app/vm"
	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/discover"
)

type doctorCommand struct {
	Target  string  `arg:"" optional:"" name:"address" help:"HOST[:PORT], [IPV6]:PORT or a link, to be tried step by step. No seat is taken."`
	Seconds float64 `help:"How long to listen for other computers." default:"5" placeholder:"SECONDS"`
	JSON    bool    `help:"Print one JSON object per line." name:"json"`
}

// maxDoctorTime bounds --seconds.
const maxDoctorTime = 24 * time.Hour

// Help stands in `landline doctor --help`.
func (doctorCommand) Help() string {
	return "It says what stands in the way, what each network interface sent and heard by mDNS (UDP port 5353) and by " +
		"presence (UDP port 7678), and which firewalls there are, with the command that opens them. It changes nothing. " +
		"It ends with 0 where nothing stands in the way, with 1 where something does, " +
		"and where an address is given that no room answers at, with 4, or with 6 where its key changed."
}

// The objects of this command.
type (
	findingLine struct {
		Event   string `json:"event"` // finding
		Rule    string `json:"rule"`  // that found it: no-network
		Bad     bool   `json:"bad"`
		Text    string `json:"text"`
		Do      string `json:"do,omitempty"`
		Command string `json:"command,omitempty"`
	}
	interfaceLine struct {
		Event     string     `json:"event"` // interface
		Name      string     `json:"name"`
		Kind      vm.Adapter `json:"kind"`
		Addresses []string   `json:"addresses"`
		Up        bool       `json:"up"`
		Virtual   bool       `json:"virtual"`
		Used      bool       `json:"used"`
		Why       string     `json:"why,omitempty"` // it is not used
		MDNS      radioLine  `json:"mdns"`
		Presence  radioLine  `json:"presence"`
	}
	radioLine struct {
		Used   bool    `json:"used"`
		Sent   int     `json:"sent"`
		Own    int     `json:"own"`    // heard of this computer
		Others int     `json:"others"` // heard of other computers
		Ago    float64 `json:"ago"`    // seconds since the last of these; -1 for never
		Fault  string  `json:"fault,omitempty"`
	}
	firewallLine struct {
		Event   string `json:"event"` // firewall
		Name    string `json:"name"`
		Active  bool   `json:"active"`
		Unsure  bool   `json:"unsure,omitempty"`
		Command string `json:"command"`
		How     string `json:"how"`
	}
	stepLine struct {
		Event string        `json:"event"` // step
		Step  vm.ProbeKind  `json:"step"`
		At    string        `json:"at"`
		OK    bool          `json:"ok"`
		MS    float64       `json:"ms"`
		Found []string      `json:"found,omitempty"`      // of a lookup
		Key   chat.MemberID `json:"fingerprint,omitzero"` // of a hello
		Text  string        `json:"text"`
	}
)

// doctor carries out `landline doctor`.
func (s *shell) doctor(ctx context.Context, c doctorCommand) int {
	listens := time.Duration(c.Seconds * float64(time.Second))
	if !(c.Seconds >= 0) || listens > maxDoctorTime {
		return s.out.fail(exitUsage, fmt.Sprintf("--seconds %v: it is a number from 0 to %d.", c.Seconds, int(maxDoctorTime.Seconds())))
	}
	if _, err := netcore.ParseTarget(c.Target); err != nil && c.Target != "" && !netcore.IsInvitation(c.Target) {
		return s.out.end(err, c.Target)
	}
	p, err := openProfile(s.profile)
	if err != nil {
		return s.out.fail(exitFailed, sentenceCase(err))
	}
	if !s.out.json {
		s.out.sayf("Listening for %v…", listens)
	}
	d, probed, err := s.examination(ctx, p, c.Target, listens)
	switch {
	case errors.Is(err, context.Canceled):
		return s.interrupted()
	case err != nil:
		return s.out.fail(exitFailed, sentenceCase(err))
	}
	if s.out.json {
		s.printDiagnosis(d, probed)
	} else {
		text := d.Report
		if probed != nil {
			text += "\n" + vm.Nameless(probed.Report())
		}
		if terminal(s.Stdout) != nil { // to be read, and its commands to be typed, by the person themselves
			text = report(d, s.program())
			if probed != nil {
				text += "\n" + probed.Report()
			}
		}
		s.out.text("%s", text)
	}
	return s.verdict(d, probed)
}

// examination listens for a while, and tries the target meanwhile.
func (s *shell) examination(ctx context.Context, p *profile, target string, listens time.Duration) (d vm.Diagnosis, probed *vm.Probed, err error) {
	var around sync.WaitGroup
	defer around.Wait()
	serving, cancel := context.WithCancel(ctx)
	defer cancel()
	service := discover.New(discover.Config{Signer: p.identity, Place: p.place, Log: s.log, NoDistance: true})
	var failed error
	served := make(chan struct{})
	around.Go(func() {
		defer close(served)
		failed = service.Serve(serving)
	})
	enough := time.NewTimer(listens)
	defer enough.Stop()
	if target != "" {
		result := p.probe(ctx, target)
		probed = &result
	}
	select {
	case <-enough.C:
	case <-served:
		return d, nil, failed
	case <-ctx.Done():
		return d, nil, ctx.Err()
	}
	now := time.Now()
	traffic := service.Traffic()
	f := facts{rooms: elsewhere(service.Rooms(), traffic), firewalls: systemFirewalls(openingsFor(nil)), probed: probed}
	f.cards, f.listening, f.socket = look(traffic, now)
	return diagnose(f, now, s.program()), probed, nil
}

// printDiagnosis prints it for scripts.
func (s *shell) printDiagnosis(d vm.Diagnosis, probed *vm.Probed) {
	for _, c := range d.Interfaces {
		s.out.object(interfaceLine{
			Event: "interface", Name: c.Name, Kind: c.Kind, Addresses: append([]string{}, c.Addresses...), Up: c.Up,
			Virtual: c.Virtual, Used: c.Used, Why: c.Why, MDNS: radioObject(c.MDNS, d.At), Presence: radioObject(c.Presence, d.At),
		})
	}
	for _, w := range d.Firewalls {
		s.out.object(firewallLine{"firewall", w.Name, w.Active, w.Unsure, w.Command, w.How})
	}
	if probed != nil {
		for _, t := range probed.Steps {
			s.out.object(stepLine{"step", t.Kind, t.At, t.OK(), float64(t.Took.Microseconds()) / 1000, t.Found, t.Key, t.Sentence()})
		}
	}
	for _, f := range d.Findings {
		s.out.object(findingLine{"finding", f.Code, f.Bad, f.Text, f.Do, f.Command})
	}
}

func radioObject(r vm.Radio, now time.Time) radioLine {
	line := radioLine{Used: r.Used, Sent: r.Sent, Own: r.Own, Others: r.Others(), Ago: -1, Fault: r.Fault}
	if !r.Last.IsZero() {
		line.Ago = now.Sub(r.Last).Seconds()
	}
	return line
}

// verdict is the exit code of a diagnosis. Where an address was given, it is
// that address that counts.
func (s *shell) verdict(d vm.Diagnosis, probed *vm.Probed) int {
	if probed != nil {
		if probed.OK() {
			return exitDone
		}
		return s.unwell(exitCodeOf(probed.Trouble.Kind), probed.Sentence())
	}
	for _, f := range d.Findings {
		if f.Bad {
			return s.unwell(exitFailed, f.Text)
		}
	}
	return exitDone
}

// unwell ends with a code of which people have read why.
func (s *shell) unwell(code int, sentence string) int {
	if !s.out.json {
		return code
	}
	return s.out.fail(code, sentence)
}
