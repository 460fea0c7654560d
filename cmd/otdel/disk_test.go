package main

import (
	"crypto/rand"
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// smallDisk mounts a file system of that size, "4m". Only root can do that; for
// others the test is skipped, and storage has one with a limit of SQLite's own.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	folder := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+size, "tmpfs", folder).CombinedOutput(); err != nil {
		t.Skipf("no file system can be mounted: %v: %s", err, out)
	}
	t.Cleanup(func() {
		if err := exec.Command("umount", "--lazy", folder).Run(); err != nil {
			t.Errorf("umount %s: %v", folder, err)
		}
	})
	return folder
}

// fill writes a file until nothing more has room.
func fill(t *testing.T, file string) {
	t.Helper()
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for err == nil {
		_, err = f.Write([]byte(rand.Text()))
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("fill the disk: %v", err)
	}
}

// goesOn waits until everybody is answered, which takes at most five seconds once
// the database can be written to again, and looks at what was stored meanwhile.
func (p *program) goesOn(c *crowd) {
	p.Helper()
	began := time.Now()
	p.until("everybody is answered", c.answered)
	if took := time.Since(began); took > 5*time.Second {
		p.Errorf("it took %v to go on", took)
	}
	p.stop()
	c.examine(0, p.db)
	c.inOrder()
	if n := strings.Count(p.logs[0], "none is confirmed"); n == 0 || n > 20 {
		p.Errorf("%d alarms:\n%s", n, p.logs[0])
	}
}

func TestAFullDiskConfirmsNothingAndTheProgramGoesOnByItself(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	folder := smallDisk(t, "8m")
	p.db = filepath.Join(folder, "otdel.db")
	c := p.crowd(40, 5)
	p.start("OTDEL_RATE=0")
	p.until("it works", func() bool { return p.telegram.Polls() > 0 })
	ballast := filepath.Join(folder, "ballast")
	fill(t, ballast)
	c.complain(0)
	p.until("it says so", func() bool { return strings.Contains(p.child.log.String(), "none is confirmed") })
	if p.telegram.Pending() == 0 {
		t.Error("everything was confirmed")
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	p.goesOn(c)
}

func TestALockedFileConfirmsNothingAndTheProgramGoesOnByItself(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	c := p.crowd(20, 2)
	p.start("OTDEL_RATE=0")
	p.until("it works", func() bool { return p.telegram.Polls() > 0 })
	other, err := sql.Open("sqlite", p.db)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	other.SetMaxOpenConns(1)
	if _, err := other.Exec("BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	c.complain(0)
	p.until("it says so", func() bool { return strings.Contains(p.child.log.String(), "none is confirmed") })
	if n := p.telegram.Pending(); n != 40 {
		t.Errorf("%d updates are not confirmed, want all 40", n)
	}
	if _, err := other.Exec("ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	p.goesOn(c)
}

func TestAFolderThatIsReadOnlyIsNamedAndNothingIsConfirmed(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	folder := smallDisk(t, "1m")
	p.db = filepath.Join(folder, "otdel.db")
	if out, err := exec.Command("mount", "-o", "remount,ro", folder).CombinedOutput(); err != nil {
		t.Skipf("it cannot be made read-only: %v: %s", err, out)
	}
	c := newCrowd(t, p.telegram, 1, 1, p.now())
	c.complain(0)
	child := p.start()
	<-child.ended
	if code := child.ProcessState.ExitCode(); code != exitFault || !strings.Contains(child.log.String(), p.db) {
		t.Errorf("exit code %d, said:\n%s", code, child.log)
	}
	if p.telegram.Pending() != 1 {
		t.Error("what was said is confirmed")
	}
}
