package soak

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// honest is a soak without fault: Ada hosts and is killed once. Bo says two
// lines and is killed, comes back in vain, comes back and says two more, and
// reads on in a last start. The third start repeats what was printed last
// before the kill, as it may. Cy comes late and reads.
func honest() evidence {
	var log []event
	say := func(name string, run, n int) {
		seq := uint64(len(log)) + 1
		log = append(log, event{
			Event: "said", Seq: seq, ID: fmt.Sprintf("id%d", seq), From: "key of " + name, Name: name,
			Text: lineOf(name, run, n), At: fmt.Sprintf("2026-01-01T00:00:%02d.000Z", seq),
		})
	}
	say("Bo", 1, 1)
	say("Ada", 1, 1)
	say("Bo", 1, 2)
	say("Bo", 3, 1)
	say("Bo", 3, 2)
	say("Ada", 2, 1)
	enter := func(head uint64) event { return event{Event: "entered", Room: "room", Epoch: "epoch", Seq: head} }
	with := func(head uint64, said ...event) []event { return append([]event{enter(head)}, said...) }
	return evidence{Log: log, Members: []member{
		{"Ada", []*run{
			{Host: true, Fed: 2, Killed: true, Code: -1, Events: with(0, log[:3]...)},
			{Host: true, Fed: 1, Events: with(3, log[3:]...)},
		}},
		{"Bo", []*run{
			{History: 50, Fed: 3, Killed: true, Code: -1, Events: with(0, log[:3]...)},
			{History: 50, Code: 4, Fed: 1, Events: []event{{Event: "error", Code: 4}}},
			{History: 50, Fed: 2, Events: with(3, log[2:5]...)},
			{History: 50, Reads: true, Events: with(6, log[5])},
		}},
		{"Cy", []*run{{History: 2, Reads: true, Events: with(6, log[4:]...)}}},
	}}
}

func TestTheHonestAreNotAccused(t *testing.T) {
	found, doubles := honest().violations()
	for _, v := range found {
		t.Error(v)
	}
	if doubles != 1 {
		t.Errorf("%d lines were printed once more, want Bo's one", doubles)
	}
}

// TestTheForgedAreFound breaks the evidence in every way that a rule is for,
// and wants that rule's sentence.
func TestTheForgedAreFound(t *testing.T) {
	drop := func(r *run, i int) { r.Events = slices.Delete(slices.Clone(r.Events), i, i+1) }
	again := func(r *run, i int) { r.Events = slices.Insert(slices.Clone(r.Events), i, r.Events[i]) }
	tests := []struct {
		name  string
		forge func(e *evidence, bo []*run, cy *run)
		says  string
	}{
		{"a hole in the log", func(e *evidence, _ []*run, _ *run) { e.Log = slices.Delete(e.Log, 1, 2) }, "in place"},
		{"a message twice", func(e *evidence, _ []*run, _ *run) {
			e.Log = append(e.Log, e.Log[0])
			e.Log[6].Seq = 7
		}, "message id1 twice, as 1 and 7"},
		{"a line twice under two ids", func(e *evidence, _ []*run, _ *run) {
			e.Log = append(e.Log, e.Log[0])
			e.Log[6].Seq, e.Log[6].ID = 7, "id7"
		}, "line {Bo 1 1} twice"},
		{"an invented line", func(e *evidence, _ []*run, _ *run) { e.Log[5].Text = "hello" }, "nobody said"},
		{"a line under another's name", func(e *evidence, _ []*run, _ *run) { e.Log[5].Name = "Bo" }, "nobody said"},
		{"a line that was cut", func(e *evidence, _ []*run, _ *run) { e.Log[5].Text = "Ada 2 1 grü" }, "nobody said"},
		{"a line never fed", func(_ *evidence, bo []*run, _ *run) { bo[0].Fed = 1 }, "nobody said"},
		{"an acknowledged line lost at the end", func(e *evidence, _ []*run, _ *run) { e.Log = e.Log[:5] }, "which the log lost"},
		{"the log after a crash has others under old numbers", func(e *evidence, _ []*run, _ *run) {
			e.Log[3], e.Log[4] = e.Log[4], e.Log[3]
			e.Log[3].Seq, e.Log[4].Seq = 4, 5
		}, "heard number 4 as"},
		{"another text at one client", func(_ *evidence, _ []*run, cy *run) { cy.Events[1].Text += "!" }, "heard number 5 as"},
		{"another time at one client", func(_ *evidence, _ []*run, cy *run) { cy.Events[1].At += "!" }, "heard number 5 as"},
		{"lines out of their author's order", func(e *evidence, _ []*run, _ *run) {
			e.Log[3].Text, e.Log[4].Text = e.Log[4].Text, e.Log[3].Text
		}, "but the log has it before"},
		{"a line missing between others", func(e *evidence, _ []*run, _ *run) {
			e.Log[2].Text = lineOf("Bo", 1, 3)
		}, "said 1 lines that are missing between others"},
		{"a member that missed a number", func(_ *evidence, _ []*run, cy *run) { again(cy, 1); cy.Events[1].Seq = 4 }, "heard number 4 as"},
		{"a hole within a start", func(_ *evidence, bo []*run, _ *run) { drop(bo[0], 2) }, "printed number 3 behind 1"},
		{"a hole between two starts", func(_ *evidence, bo []*run, _ *run) { drop(bo[2], 1); drop(bo[2], 1) }, "start 3 printed number 5 behind 3"},
		{"a number twice within a start", func(_ *evidence, bo []*run, _ *run) { again(bo[0], 2) }, "printed number 2 behind 2"},
		{"two numbers twice behind a kill", func(e *evidence, bo []*run, _ *run) {
			bo[2].Events = slices.Insert(bo[2].Events, 1, e.Log[1])
		}, "printed number 2 behind 3"},
		{"a number twice without a kill", func(_ *evidence, bo []*run, _ *run) { bo[0].Killed, bo[0].Code = false, 0 }, "start 3 printed number 3 behind 3"},
		{"a newcomer told too little", func(_ *evidence, _ []*run, cy *run) { drop(cy, 1) }, "began to print at 6 of 6, not at 5"},
		{"a reader who left early", func(_ *evidence, _ []*run, cy *run) { drop(cy, 2) }, "printed up to 5 of 6"},
		{"a wrong exit code", func(_ *evidence, _ []*run, cy *run) { cy.Code = 4 }, "Cy, start 1 ended with 4"},
		{"a race in the program", func(_ *evidence, _ []*run, cy *run) { cy.Code = 66 }, "ended with 66"},
		{"one that never ended", func(_ *evidence, _ []*run, cy *run) { cy.Stranded = "asleep" }, "did not end: asleep"},
		{"half a line", func(_ *evidence, _ []*run, cy *run) { cy.Trouble = "half" }, "nonsense: half"},
		{"done, but a line is missing", func(_ *evidence, bo []*run, _ *run) { bo[2].Fed = 3 }, "1 of its 3 lines are missing; 0 were refused"},
		{"done, but lines were refused", func(_ *evidence, _ []*run, cy *run) {
			cy.Events = append(cy.Events, event{Event: "refused", ID: "other", Code: 14})
		}, "ended with 0 although 1 lines were refused"},
		{"refused and kept", func(_ *evidence, bo []*run, _ *run) {
			bo[0].Events = append(bo[0].Events, event{Event: "refused", ID: "id4", Code: 14})
		}, "was refused message id4, but the log has it as 4"},
		{"another room", func(_ *evidence, _ []*run, cy *run) { cy.Events[0].Room = "elsewhere" }, "entered room elsewhere"},
		{"another epoch", func(_ *evidence, _ []*run, cy *run) { cy.Events[0].Epoch = "later" }, "met epoch later"},
		{"a log that went back", func(_ *evidence, bo []*run, _ *run) {
			bo[0].Events = append(bo[0].Events, event{Event: "entered", Room: "room", Epoch: "epoch", Seq: 2})
		}, "went back from 3 to 2"},
		{"a log that was once longer", func(_ *evidence, _ []*run, cy *run) { cy.Events[0].Seq = 9 }, "saw the log at 9, but it ends at 6"},
		{"nothing at all", func(e *evidence, _ []*run, _ *run) { *e = evidence{} }, "nobody entered"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := honest()
			tt.forge(&e, e.Members[1].Runs, e.Members[2].Runs[0])
			violations, _ := e.violations()
			found := strings.Join(violations, "\n")
			if found == "" || !strings.Contains(found, tt.says) {
				t.Errorf("it says %q, want %q", found, tt.says)
			}
		})
	}
}
