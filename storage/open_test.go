package storage_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/otdel-bot/otdel/storage"
)

func TestOpenSaysWhatIsWrong(t *testing.T) {
	folder := t.TempDir()
	nonsense := filepath.Join(folder, "nonsense.db")
	if err := os.WriteFile(nonsense, []byte(strings.Repeat("this is a letter and no database\n", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, path, want string }{
		{"no folder", filepath.Join(folder, "none", "otdel.db"), "must exist"},
		{"a folder", folder, "directory"},
		{"a letter", nonsense, "no database"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := storage.Open(t.Context(), c.path)
			if err == nil {
				s.Close()
				t.Fatal("opened")
			}
			if !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), c.path) {
				t.Errorf("got %q, want the path and %q", err, c.want)
			}
		})
	}
}

func TestAFolderThatCannotBeWrittenToIsAnError(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	folder := t.TempDir()
	if err := os.Chmod(folder, 0o500); err != nil {
		t.Fatal(err)
	}
	if _, err := storage.Open(t.Context(), filepath.Join(folder, "otdel.db")); err == nil {
		t.Error("opened")
	}
}

func TestTheFolderOfThePathMayBeTheCurrentOne(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir("below", 0o700); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"otdel.db", "./otdel.db", "below/with blank?.db"} {
		s, err := storage.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		joined, err := storage.Join(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		joined.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(path + ".lock"); err != nil {
			t.Error(err)
		}
	}
}

func TestOnlyItsOwnerMayReadTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "otdel.db")
	s, err := storage.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, name := range []string{path, path + "-wal"} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != 0o600 {
			t.Errorf("%s has mode %v", filepath.Base(name), got)
		}
	}
}

func TestADamagedFileIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "otdel.db")
	s, err := storage.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for page := 4096; page < len(data); page += 4096 {
		copy(data[page:], "scribble")
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := storage.Open(t.Context(), path); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("got %v", err)
	}
}

func TestWhatIsAskedOfAClosedDatabaseFails(t *testing.T) {
	s, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "otdel.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	nothing := func(*storage.Tx) error { t.Error("ran"); return nil }
	for what, err := range map[string]error{"write": s.Write(t.Context(), nothing), "read": s.Read(t.Context(), nothing), "close": s.Close()} {
		if !errors.Is(err, storage.ErrClosed) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestACommandJoinsARunningProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "otdel.db")
	if _, err := storage.Join(t.Context(), path); err == nil {
		t.Error("joined a database that does not exist")
	}
	s, err := storage.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := storage.Open(t.Context(), path); err == nil || !strings.Contains(err.Error(), "another copy") {
		t.Errorf("a second copy: %v", err)
	}
	beside, err := storage.Join(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer beside.Close()
	for i, each := range []*storage.Store{s, beside} {
		write(t, each, func(ctx context.Context, tx *storage.Tx) error {
			fresh, err := tx.Handle(ctx, int64(i), monday)
			if !fresh {
				t.Error("not fresh")
			}
			return err
		})
	}
}

// TestCommittedWritesSurviveAKill starts this program again as a child, which
// writes and tells what was committed until it is killed.
func TestCommittedWritesSurviveAKill(t *testing.T) {
	const variable = "STORAGE_TEST_CHILD_WRITES_TO"
	if path := os.Getenv(variable); path != "" {
		writeForEver(t, path)
	}
	path := filepath.Join(t.TempDir(), "otdel.db")
	told := make(map[int64]bool)
	for round := range 5 {
		child := exec.Command(os.Args[0], "-test.run=^TestCommittedWritesSurviveAKill$")
		child.Env = append(os.Environ(), variable+"="+path, fmt.Sprintf("STORAGE_TEST_FROM=%d", round*1_000_000))
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for n := 0; n < 50 && lines.Scan(); n++ {
			if n == 10 {
				if _, err := storage.Open(t.Context(), path); err == nil || !strings.Contains(err.Error(), "another copy") {
					t.Errorf("a second program: %v", err)
				}
			}
			if n == 49 {
				if err := child.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
			tell(t, told, lines.Text())
		}
		for lines.Scan() { // what it told before it died
			tell(t, told, lines.Text())
		}
		child.Wait()
	}
	s, err := storage.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if len(told) < 250 {
		t.Errorf("only %d writes were told of", len(told))
	}
	for update := range told {
		write(t, s, func(ctx context.Context, tx *storage.Tx) error {
			fresh, err := tx.Handle(ctx, update, monday)
			if fresh {
				t.Errorf("update %d was committed and is lost", update)
			}
			return err
		})
	}
}

func tell(t *testing.T, told map[int64]bool, line string) {
	t.Helper()
	var update int64
	if n, _ := fmt.Sscanf(line, "committed %d.", &update); n == 1 && strings.HasSuffix(line, ".") {
		told[update] = true
	}
}

// writeForEver writes from several goroutines and tells of each commit.
func writeForEver(t *testing.T, path string) {
	s, err := storage.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	var from int64
	fmt.Sscan(os.Getenv("STORAGE_TEST_FROM"), &from)
	var writers sync.WaitGroup
	for g := range int64(4) {
		writers.Go(func() {
			for i := from + g; ; i += 4 {
				write(t, s, func(ctx context.Context, tx *storage.Tx) error {
					_, err := tx.Handle(ctx, i, monday)
					return err
				})
				fmt.Printf("committed %d.\n", i)
			}
		})
	}
	writers.Wait()
}
