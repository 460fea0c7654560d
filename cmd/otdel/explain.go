package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// explainCmd shows how the program understands what people type. Every
// subcommand reads phrases from standard input, one a line, and prints one JSON
// object a line: an administrator checks a wording, a list of phrases is scored.
type explainCmd struct {
	When   explainWhenCmd   `cmd:"" help:"Explain dates and times: lines like «завтра в 10»."`
	Salary explainSalaryCmd `cmd:"" help:"Explain questions about salaries."`
	Shift  explainShiftCmd  `cmd:"" help:"Explain how days off shift: lines like «2026-02-28 next»."`
}

// maxPhrase bounds what is read of a line, in bytes. The rest of a longer line
// is dropped.
const maxPhrase = 64 << 10

// explainLines reads lines from p.in and prints, for each that is not blank, the
// JSON of what explain returns. It returns early when ctx ends.
func explainLines(ctx context.Context, p process, explain func(line string) any) error {
	in := bufio.NewReaderSize(p.in, maxPhrase)
	out := bufio.NewWriter(p.out)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for ctx.Err() == nil {
		line, err := readLine(in)
		if line = strings.TrimSpace(line); line != "" {
			if err := encoder.Encode(explain(line)); err != nil {
				return fmt.Errorf("print explanation: %w", err)
			}
		}
		if in.Buffered() == 0 { // somebody may be typing and waiting for the answer
			if err := out.Flush(); err != nil {
				return fmt.Errorf("print explanation: %w", err)
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return out.Flush()
		case err != nil:
			return fmt.Errorf("read phrases: %w", err)
		}
	}
	return ctx.Err()
}

// readLine returns the next line, as valid UTF-8 and cut to the size of the
// reader's buffer. At the end it returns what is left together with [io.EOF].
func readLine(in *bufio.Reader) (string, error) {
	part, err := in.ReadSlice('\n')
	line := strings.ToValidUTF8(strings.TrimPrefix(string(part), "\ufeff"), "\ufffd")
	for errors.Is(err, bufio.ErrBufferFull) {
		_, err = in.ReadSlice('\n')
	}
	return line, err
}
