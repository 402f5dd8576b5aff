package history

import (
	"errors"
	"sync"
	"testing"
	"time"
)

// TestForgottenLinesLeaveTheIndex trims a log that was indexed.
func TestForgottenLinesLeaveTheIndex(t *testing.T) {
	s := storeIn(t, t.TempDir())
	l := logOf(t, s)
	if _, err := l.Append(messages(6000)); err != nil {
		t.Fatal(err)
	}
	if err := s.Index(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(l.SetKeep(Keep{Lines: 10}), s.trim(time.Now())); err != nil {
		t.Fatal(err)
	}
	for range 2 { // while the index lags behind, and when it does not
		hits, more, err := s.Search(t.Context(), Query{Text: "line", Limit: 50})
		if err != nil || len(hits) != 10 || more {
			t.Fatalf("%d hits, more %v, %v", len(hits), more, err)
		}
		if hits[0].Message.Seq != 6000 || hits[9].Message.Seq != 5991 {
			t.Errorf("the hits are %d to %d", hits[0].Message.Seq, hits[9].Message.Seq)
		}
		if err := s.Index(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for _, query := range []string{`SELECT count(*) FROM entries`, `SELECT count(*) FROM tokens WHERE tokens MATCH 'words : line'`} {
		err := s.searchIndex(func(c *conn) error {
			n, _, err := c.number(query)
			if n != 10 {
				t.Errorf("%s: %d", query, n)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestSearchWhileOthersWrite searches, indexes and appends at once.
func TestSearchWhileOthersWrite(t *testing.T) {
	s := storeIn(t, t.TempDir())
	l := logOf(t, s)
	const rounds = 20
	var all sync.WaitGroup
	all.Go(func() {
		for range rounds {
			if _, err := l.Append(messages(50)); err != nil {
				t.Error(err)
			}
		}
	})
	for range 2 {
		all.Go(func() {
			for range rounds {
				if _, err := s.IndexSome(t.Context()); err != nil {
					t.Error(err)
				}
			}
		})
		all.Go(func() {
			for range rounds {
				hits, _, err := s.Search(t.Context(), Query{Text: "line 50"})
				if err != nil {
					t.Error(err)
				}
				for _, h := range hits {
					if h.Message.Text != "line 50" {
						t.Errorf("found %q", h.Message.Text)
					}
				}
			}
		})
	}
	all.Wait()
	hits, _, err := s.Search(t.Context(), Query{Text: "line 50"})
	if err != nil || len(hits) != rounds {
		t.Errorf("%d hits at the end, want %d: %v", len(hits), rounds, err)
	}
}
