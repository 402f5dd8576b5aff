package history

// The number of a line's row holds its log and its seq, so that a log's lines
// lie side by side in the file and are read and appended as one run.
const (
	seqBits = 40
	maxSeq  = 1<<seqBits - 1
	maxLog  = 1<<(63-seqBits) - 1
)

// row is the number under which the line seq of a log is stored.
func row(log int64, seq uint64) int64 { return log<<seqBits | int64(seq) }

// seqOf is the line's own number in its log.
func seqOf(row int64) uint64 { return uint64(row) & maxSeq }

// firstSchema is version 1 of the file. Times are milliseconds since 1970.
var firstSchema = []string{
	// base: everything up to here is no longer kept, or was never wanted.
	// retired: 1: nobody goes on with this log; more: it is not whole yet. Its number
	// is never given to another: what is known of its lines is known by it.
	`CREATE TABLE logs (
		id INTEGER PRIMARY KEY AUTOINCREMENT, room BLOB NOT NULL, epoch BLOB NOT NULL, name TEXT NOT NULL, host BLOB, salt BLOB NOT NULL,
		hosted INTEGER NOT NULL, retired INTEGER NOT NULL DEFAULT 0, base INTEGER NOT NULL DEFAULT 0,
		keep_age INTEGER NOT NULL DEFAULT 0, keep_lines INTEGER NOT NULL DEFAULT 0)`,
	`CREATE INDEX logs_by_room ON logs (room)`,
	// Names are kept as they were when the line was said.
	`CREATE TABLE people (id INTEGER PRIMARY KEY, key BLOB NOT NULL, name TEXT NOT NULL, UNIQUE (key, name))`,
	`CREATE TABLE lines (n INTEGER PRIMARY KEY, id BLOB NOT NULL, author INTEGER NOT NULL, at INTEGER NOT NULL, text TEXT NOT NULL)`,
	// Only of hosted logs: by what their ids are found (ids.go).
	`CREATE TABLE blocks (n INTEGER PRIMARY KEY, marks BLOB NOT NULL)`,
	// The runs of lines that are stored.
	`CREATE TABLE spans (log INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, bytes INTEGER NOT NULL,
		PRIMARY KEY (log, first)) WITHOUT ROWID`,
	`CREATE TABLE places (place TEXT PRIMARY KEY, log INTEGER, read INTEGER NOT NULL, draft TEXT NOT NULL) WITHOUT ROWID`,
	`CREATE TABLE outbox (n INTEGER PRIMARY KEY, place TEXT NOT NULL, id BLOB NOT NULL, text TEXT NOT NULL, at INTEGER NOT NULL,
		code INTEGER NOT NULL, detail TEXT NOT NULL, UNIQUE (place, id))`,
}

// deedSchema leads to version 2: entries that are more than plain lines. Of a
// plain line nothing is stored but its row in lines.
var deedSchema = []string{
	// as_of: the number of the newest message that the text takes account of,
	// where it is not the first one any more; else 0. about: the row of the line
	// that it is about; 0 for none. lasts: in milliseconds.
	`CREATE TABLE deeds (n INTEGER PRIMARY KEY, act INTEGER NOT NULL, as_of INTEGER NOT NULL, about INTEGER NOT NULL,
		about_id BLOB, whom BLOB, lasts INTEGER NOT NULL)`,
	// By it the edits and the deletion of a line are found.
	`CREATE INDEX changes ON deeds (about, act) WHERE ` + isChange,
	// The moderating messages of hosted logs, whole and for ever.
	`CREATE TABLE acts (n INTEGER PRIMARY KEY, id BLOB NOT NULL, author INTEGER NOT NULL, at INTEGER NOT NULL, text TEXT NOT NULL,
		act INTEGER NOT NULL, whom BLOB, lasts INTEGER NOT NULL, addrs TEXT NOT NULL)`,
	// Who has ever sat in a room that is hosted here, the newest with the highest number.
	`CREATE TABLE guests (n INTEGER PRIMARY KEY, room BLOB NOT NULL, key BLOB NOT NULL, UNIQUE (room, key))`,
	`CREATE INDEX guests_by_room ON guests (room)`,
	`ALTER TABLE outbox ADD COLUMN act INTEGER NOT NULL DEFAULT 0`,
	`ALTER TABLE outbox ADD COLUMN about INTEGER NOT NULL DEFAULT 0`, // the number in its log
	`ALTER TABLE outbox ADD COLUMN about_id BLOB`,
	`ALTER TABLE outbox ADD COLUMN whom BLOB`,
	`ALTER TABLE outbox ADD COLUMN lasts INTEGER NOT NULL DEFAULT 0`,
}

// isChange tells in a query of deeds that a message changes the line that it is
// about: chat.Edit and chat.Delete.
const isChange = `act IN (1, 2)`
