// Package storage keeps everything in one SQLite file.
//
// # The main object
//
// A [Store] is the open file. [Store.Write] runs a function in a durable
// transaction and [Store.Read] in a consistent view; what the function gets is a
// [Tx], whose methods are the questions and changes that the other rooms declare
// at their doors. One file here holds one table: its SQL stands next to the
// method that runs it.
//
// # One writer
//
// All writes go through one goroutine and one connection, so nobody needs locks
// and nothing is decided on stale data. Writes that wait at the same moment
// share one commit, the expensive part; each is taken back alone if it fails.
// When Write returns nil, the change survives a crash and a power cut. Being the
// only one, the writer remembers what hardly ever changes, such as people, and
// forgets it with the change.
//
// # The forms of values
//
// Instants are microseconds in UTC, the zero time is 0; they come back in UTC.
// Rows that do not exist are [department.ErrNone]. SQL keeps to what SQLite and
// PostgreSQL share; what only SQLite knows stands in sqlite.go, backup.go, the
// two files of the search and the migrations.
//
// # What others may rely on
//
// The schema follows numbered migrations, each applied whole or not at all,
// after a backup; a database made by a newer program is refused. No question
// reads a whole table that grows: a test looks at the plan of every statement.
package storage
