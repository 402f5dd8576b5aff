package main

import "testing"

// TestPlainCommitIsDurableAndFound has what the room is compared with do what it
// claims to: keep every line for good, once, and find its words.
func TestPlainCommitIsDurableAndFound(t *testing.T) {
	b := &bed{dir: t.TempDir()}
	p, err := b.openPlainCommits(t.Context(), 100)
	if err != nil {
		t.Fatal(err)
	}
	defer p.db.Close()
	const lines = 3
	for range lines {
		if err := p.commit(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if len(p.took) != lines {
		t.Errorf("%d times were taken of %d commits", len(p.took), lines)
	}
	for query, want := range map[string]string{
		`PRAGMA journal_mode`: "wal",
		`PRAGMA synchronous`:  "2", // FULL
		`SELECT count(*) FROM words WHERE words MATCH 'abcdef'`: "3",
	} {
		var got string
		if err := p.db.QueryRowContext(t.Context(), query).Scan(&got); err != nil || got != want {
			t.Errorf("%s = %q, want %q (%v)", query, got, want, err)
		}
	}
	if _, err := p.db.ExecContext(t.Context(), `INSERT INTO lines (id, author, name, at, text) SELECT id, author, name, at, text FROM lines LIMIT 1`); err == nil {
		t.Error("one id was kept twice")
	}
}
