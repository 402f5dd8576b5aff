package app

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"

	"landline/app/vm"
	"landline/app/words"
)

// diagnose puts facts and findings together.
func diagnose(f facts, now time.Time, program string) vm.Diagnosis {
	d := vm.Diagnosis{At: now, Interfaces: f.cards, Firewalls: f.firewalls, Findings: examine(f)}
	home, _ := os.UserHomeDir() // where there is none, nothing is called by it
	d.Report = nameless(report(d, program), home)
	return d
}

// nameless is a report to be sent to somebody who helps: no name of a person or a
// room is in it. Commands that name a file in somebody's folder do not work from it.
func nameless(report, home string) string {
	if home = strings.TrimRight(home, `/\`); home != "" {
		for _, written := range []string{home, strings.ReplaceAll(home, "'", `'\''`)} { // as macFirewall quotes it
			report = strings.ReplaceAll(report, written+"/", "~/")
			report = strings.ReplaceAll(report, written+`\`, `%USERPROFILE%\`)
		}
	}
	return vm.Nameless(report)
}

// report is a diagnosis as text, with the commands as they have to be typed.
func report(d vm.Diagnosis, program string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s · %s %s · %s\n", program, runtime.GOOS, runtime.GOARCH, d.At.Format(time.DateTime))
	for _, f := range d.Findings {
		b.WriteString("\n" + findingLines(f))
	}
	for _, c := range d.Interfaces {
		b.WriteString("\n" + interfaceLines(c, d.At))
	}
	for _, w := range d.Firewalls {
		b.WriteString("\n" + firewallLines(w))
	}
	return b.String()
}

func findingLines(f vm.Finding) string {
	mark := "+ "
	if f.Bad {
		mark = "! "
	}
	lines := mark + f.Text + "\n"
	if f.Do != "" {
		lines += "  " + f.Do + "\n"
	}
	if f.Command != "" {
		lines += "    " + f.Command + "\n"
	}
	return lines
}

func interfaceLines(c vm.Interface, now time.Time) string {
	lines := strings.Join(append([]string{c.Name + " (" + c.Kind.Words() + ")"}, c.Addresses...), "  ") + "\n"
	if !c.Used {
		return lines + "  " + c.Why + "\n"
	}
	return lines + "  mDNS      " + c.MDNS.Counts(now) + "\n" +
		"  " + words.T("Presence") + "  " + c.Presence.Counts(now) + "\n"
}

func firewallLines(w vm.Firewall) string {
	lines := words.T("Firewall %s: %s", w.Name, w.State()) + "\n"
	if w.Active || w.Unsure {
		lines += "    " + w.Command + "\n"
	}
	return lines
}
