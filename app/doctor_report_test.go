package app

import (
	"strings"
	"testing"
	"time"

	"landline/app/vm"
)

// TestReportNamesNobody has programs lie in folders that are called by a person: the
// command that is offered names them, and what is sent to others does not.
func TestReportNamesNobody(t *testing.T) {
	private := []string{"private"}
	for _, c := range []struct {
		home string // as the system says
		w    vm.Firewall
		want string
	}{
		{"", windowsFirewall(`C:\Users\Ada Lovelace\Downloads\landline.exe`, private), `program="%USERPROFILE%\Downloads\landline.exe"`},
		{`D:\People\Ada Lovelace\`, windowsFirewall(`D:\People\Ada Lovelace\landline.exe`, private), `program="%USERPROFILE%\landline.exe"`},
		{`C:\Users\Ada`, windowsFirewall(`C:\Users\Ada Lovelace\landline.exe`, private), `program="%USERPROFILE%\landline.exe"`},
		{`C:\Users\Ada Lovelace`, windowsFirewall(`C:\Program Files\landline.exe`, private), `program="C:\Program Files\landline.exe"`},
		{"", macFirewall("/Users/ada.lovelace/Downloads/Ada's/landline", true), `'~/Downloads/`},
		{"/Volumes/Lovelace's", macFirewall("/Volumes/Lovelace's/landline", true), "'~/landline'"},
		{"/", macFirewall("/Applications/landline", true), "'/Applications/landline'"},
	} {
		d := vm.Diagnosis{Firewalls: []vm.Firewall{c.w}, Findings: []vm.Finding{{Text: "It is on.", Command: c.w.Command}}}
		got := nameless(report(d, "landline"), c.home)
		if strings.Contains(strings.ToLower(got), "lovelace") || strings.Count(got, c.want) < 2 {
			t.Errorf("home %q: the report is\n%s", c.home, got)
		}
	}
	d := diagnose(facts{firewalls: []vm.Firewall{windowsFirewall(`C:\Users\Ada Lovelace\landline.exe`, private)}}, time.Now(), "landline")
	if strings.Contains(d.Report, "Lovelace") || !strings.Contains(d.Firewalls[0].Command, `C:\Users\Ada Lovelace\landline.exe`) {
		t.Errorf("the report is\n%s\nand the command %s", d.Report, d.Firewalls[0].Command)
	}
}
