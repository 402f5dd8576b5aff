package main

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // the driver

	"landline/netcore/chat"
)

// plainCommits measures durable commits of one line each as they are without our
// store: SQLite with the tables that a chat is first given. The ids are unique,
// the text is found by its words, and every line is a transaction of
// database/sql, as durable as ours. A yardstick of our own making would grow
// shorter with whatever makes the store faster.
type plainCommits struct {
	db     *sql.DB
	insert *sql.Stmt
	text   string
	took   []time.Duration
}

var plainSchema = []string{
	`CREATE TABLE lines (seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, author BLOB NOT NULL, name TEXT NOT NULL,
		at INTEGER NOT NULL, text TEXT NOT NULL)`,
	`CREATE VIRTUAL TABLE words USING fts5(text, content='lines', content_rowid='seq', tokenize='trigram')`,
	`CREATE TRIGGER finds AFTER INSERT ON lines BEGIN INSERT INTO words (rowid, text) VALUES (new.seq, new.text); END`,
}

func (b *bed) openPlainCommits(ctx context.Context, size int) (*plainCommits, error) {
	dir := b.newProfile()
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", filepath.Join(dir, "plain.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	for _, statement := range plainSchema {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			_ = db.Close()
			return nil, err
		}
	}
	insert, err := db.PrepareContext(ctx, `INSERT INTO lines (id, author, name, at, text) VALUES (?, ?, ?, ?, ?)`)
	if err != nil {
		_ = db.Close()
		return nil, err
	}
	return &plainCommits{db: db, insert: insert, text: spoken(size)}, nil
}

func (p *plainCommits) commit(ctx context.Context) error {
	id, author, at := chat.NewMessageID(), chat.MemberID{1}, time.Now().UnixMilli()
	start := time.Now()
	if _, err := p.insert.ExecContext(ctx, id[:], author[:], "somebody", at, p.text); err != nil {
		return err
	}
	p.took = append(p.took, time.Since(start))
	return nil
}
