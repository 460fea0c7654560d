package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// picture is one view of the page.
type picture struct {
	name, query   string
	width, height int
}

// pictures are what --screenshots writes: both themes, and a narrow screen in
// both.
var pictures = []picture{
	{"phones-light.png", "theme=light", 1440, 900},
	{"phones-dark.png", "theme=dark", 1440, 900},
	{"narrow-light.png", "theme=light&phone=employee", 500, 900},
	{"narrow-dark.png", "theme=dark&phone=director", 500, 900},
}

// takePictures plays the day at once and writes pictures of the page into dir.
func takePictures(ctx context.Context, d *demo, page, dir string, p process) error {
	chromium, err := findChromium(p.getenv)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	steps, err := scenario("day", d.language())
	if err != nil {
		return err
	}
	if err := d.playSteps(ctx, steps, false); err != nil {
		return err
	}
	if err := d.settle(ctx); err != nil {
		return err
	}
	for _, pic := range pictures {
		file := filepath.Join(dir, pic.name)
		pic.query += "&lang=" + d.language()
		if err := pic.take(ctx, chromium, page, file, d.folder); err != nil {
			return err
		}
		fmt.Fprintln(p.out, file)
	}
	return nil
}

// take writes one picture. The page is asked to stand still: Chromium's own
// clock runs until nothing is being loaded any more.
func (pic picture) take(ctx context.Context, chromium, page, file, folder string) error {
	profile, err := os.MkdirTemp(folder, "chromium-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(profile)
	file, err = filepath.Abs(file)
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, chromium,
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--user-data-dir="+profile,
		fmt.Sprintf("--window-size=%d,%d", pic.width, pic.height), "--force-device-scale-factor=1",
		"--virtual-time-budget=5000", "--screenshot="+file, page+"/?still&"+pic.query)
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("take the picture %s: %w: %s", pic.name, err, said.Bytes())
	}
	if _, err := os.Stat(file); err != nil {
		return fmt.Errorf("take the picture %s: Chromium wrote nothing: %s", pic.name, said.Bytes())
	}
	return nil
}

// findChromium returns the program of the browser: the one that CHROMIUM names,
// or one in the path.
func findChromium(getenv func(string) string) (string, error) {
	if file := getenv("CHROMIUM"); file != "" {
		return file, nil
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if file, err := exec.LookPath(name); err == nil {
			return file, nil
		}
	}
	return "", fmt.Errorf("there is no Chromium in the path: install it, or name its file in CHROMIUM")
}
