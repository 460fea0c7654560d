package main

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/bot/sandbox"
	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/storage"
)

// TestALetterLeavesNoTrace sends a letter without a name. While it waits to be
// sent its row says nothing of who wrote it or when; afterwards no row of the
// database has its words.
func TestALetterLeavesNoTrace(t *testing.T) {
	w := newWorld(t, time.Date(2026, time.November, 23, 14, 3, 7, 0, time.UTC))
	w.join("boris", sandbox.Profile{FirstName: "Борис", Language: "ru"}, department.Director)
	w.join("anna", sandbox.Profile{FirstName: "Анна", Language: "ru"}, department.Employee)
	const words = "в отделе не хватает людей"
	_, err := w.people["anna"].Say("/letter")
	w.must(err)
	w.settle()
	_, err = w.people["anna"].Say(words)
	w.must(err)
	_, err = w.poller.Once(t.Context())
	w.must(err)
	w.must(w.store.Read(t.Context(), func(tx *storage.Tx) error { return onlyTheDay(t, tx, words, w.people["anna"].ID()) }))
	w.must(w.sender.Flush(t.Context()))
	w.settle()

	db, err := sql.Open("sqlite", w.db)
	w.must(err)
	defer db.Close()
	for _, table := range tablesOf(t, db) {
		for _, row := range rowsOf(t, db, table) {
			if strings.Contains(row, words) {
				t.Errorf("%s still has the letter: %s", table, row)
			}
		}
	}
}

// onlyTheDay checks the rows that wait to be sent.
func onlyTheDay(t *testing.T, tx *storage.Tx, words string, author int64) error {
	found := false
	for priority := department.Callback; priority <= department.Broadcast; priority++ {
		rows, err := tx.Pending(context.Background(), priority, 0, 100)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if !strings.Contains(string(row.Payload), words) {
				continue
			}
			found = true
			if !row.Created.Equal(row.Created.Truncate(24*time.Hour)) || row.Key != "" || strings.Contains(string(row.Payload), fmt.Sprint(author)) {
				t.Errorf("the letter waits as %+v %s", row, row.Payload)
			}
		}
	}
	if !found {
		t.Error("no letter waits to be sent")
	}
	return nil
}

func tablesOf(t *testing.T, db *sql.DB) []string {
	t.Helper()
	rows, err := db.Query(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	return names
}

// rowsOf returns all rows of a table as text.
func rowsOf(t *testing.T, db *sql.DB, table string) []string {
	t.Helper()
	rows, err := db.Query(`SELECT * FROM ` + table)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for rows.Next() {
		values := make([]sql.RawBytes, len(columns))
		into := make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		var row []string
		for _, v := range values {
			row = append(row, string(v))
		}
		all = append(all, strings.Join(row, " "))
	}
	return all
}
