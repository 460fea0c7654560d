package main

import (
	"fmt"
	"runtime/debug"
)

// versionCmd prints the version of the program and of the Go that built it.
type versionCmd struct{}

// Run prints one line.
func (versionCmd) Run(p process) error {
	version, goVersion := "unknown", "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		version, goVersion = info.Main.Version, info.GoVersion
	}
	_, err := fmt.Fprintf(p.out, "otdel %s %s\n", version, goVersion)
	return err
}
