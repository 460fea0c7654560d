package main

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"github.com/otdel-bot/otdel/department/workdays"
)

// flags are the settings as an operator typed them: a flag, or the variable
// named in its setting tag. Everything has a default but the token.
type flags struct {
	TelegramAPIURL string `name:"telegram-api-url" default:"https://api.telegram.org" setting:"TELEGRAM_API_URL" placeholder:"URL" help:"Base address of the Bot API ($$TELEGRAM_API_URL)."`
	TelegramProxy  string `name:"telegram-proxy" setting:"TELEGRAM_PROXY,HTTPS_PROXY" placeholder:"URL" help:"Proxy for Telegram only, http or socks5 ($$TELEGRAM_PROXY, $$HTTPS_PROXY)."`
	DB             string `name:"db" default:"otdel.db" setting:"OTDEL_DB" placeholder:"FILE" help:"The database, a SQLite file ($$OTDEL_DB)."`
	Timezone       string `name:"timezone" default:"Europe/Moscow" setting:"OTDEL_TIMEZONE" placeholder:"ZONE" help:"The zone of the department ($$OTDEL_TIMEZONE)."`
	Calendar       string `name:"calendar" setting:"OTDEL_CALENDAR" placeholder:"FILES" help:"Days off laid over those of Russia: a further year, a region. Files, separated by commas ($$OTDEL_CALENDAR)."`
	HTTP           string `name:"http" setting:"OTDEL_HTTP" placeholder:"ADDRESS" help:"Address for /healthz and /metrics, off by default ($$OTDEL_HTTP)."`
	BackupDir      string `name:"backup-dir" default:"backups" setting:"OTDEL_BACKUP_DIR" placeholder:"DIR" help:"Where the nightly copies go ($$OTDEL_BACKUP_DIR)."`
	BackupKeep     string `name:"backup-keep" default:"14" setting:"OTDEL_BACKUP_KEEP" placeholder:"N" help:"How many copies are kept ($$OTDEL_BACKUP_KEEP)."`
	Rate           string `name:"rate" default:"${rate}" setting:"OTDEL_RATE" placeholder:"N" help:"Messages a second; 0 is no limit, for a Bot API server of your own ($$OTDEL_RATE)."`
	Log            string `name:"log" default:"info" setting:"OTDEL_LOG" placeholder:"LEVEL" help:"Level of the log: debug, info, warn, error ($$OTDEL_LOG)."`
	LogFormat      string `name:"log-format" default:"text" setting:"OTDEL_LOG_FORMAT" placeholder:"FORMAT" help:"Form of the log: text, json ($$OTDEL_LOG_FORMAT)."`
}

// tokenVariable holds the bot's token. There is no flag for it: every user of
// the machine can read the flags of a process.
const tokenVariable = "TELEGRAM_BOT_TOKEN"

// config is the settings, checked and in the types that the program uses.
type config struct {
	token      string // empty for the subcommands that do without Telegram
	apiURL     string
	proxy      string
	db         string
	zone       *time.Location
	calendar   workdays.Calendar // of the department, in zone
	http       string
	backupDir  string
	backupKeep int
	rate       float64 // messages a second, 0 for no limit
	logLevel   slog.Level
	logJSON    bool
}

// variables gives the flags that were not typed the values of their variables.
func variables(getenv func(string) string) kong.Resolver {
	return kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		for _, name := range strings.Split(flag.Tag.Get("setting"), ",") {
			if name == "" {
				continue
			}
			if value := getenv(name); value != "" {
				return value, nil
			}
		}
		return nil, nil
	})
}

// tokenForm is what BotFather gives out: the number of the bot and a secret.
var tokenForm = regexp.MustCompile(`^[0-9]+:[A-Za-z0-9_-]{3,}$`)

// check returns the settings as a config, or an error that names every fault.
func (s flags) check(getenv func(string) string, needToken bool) (config, error) {
	var faults []error
	fault := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	c := config{
		token: strings.TrimSpace(getenv(tokenVariable)), apiURL: strings.TrimRight(s.TelegramAPIURL, "/"),
		proxy: s.TelegramProxy, db: s.DB, http: s.HTTP, backupDir: s.BackupDir,
	}
	switch {
	case needToken && c.token == "":
		fault("%s is missing: set it to the token that @BotFather gave you", tokenVariable)
	case c.token != "" && !tokenForm.MatchString(c.token):
		fault("%s is no token: it looks like 123456:ABC-DEF", tokenVariable)
	}
	if u, err := url.Parse(c.apiURL); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		fault("TELEGRAM_API_URL %q is no address: it looks like https://api.telegram.org", s.TelegramAPIURL)
	}
	if u, err := url.Parse(c.proxy); c.proxy != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "socks5") {
		fault("TELEGRAM_PROXY is no proxy: it looks like socks5://127.0.0.1:1080 or http://127.0.0.1:3128")
	}
	if c.db == "" {
		fault("OTDEL_DB is empty: name the file of the database")
	}
	var err error
	if c.zone, err = time.LoadLocation(s.Timezone); err != nil || s.Timezone == "" || s.Timezone == "Local" {
		fault("OTDEL_TIMEZONE %q is no zone: it looks like Europe/Moscow", s.Timezone)
	}
	if c.calendar, err = readCalendar(c.zone, s.Calendar); err != nil {
		fault("OTDEL_CALENDAR: %w", err)
	}
	if _, _, err := net.SplitHostPort(c.http); c.http != "" && err != nil {
		fault("OTDEL_HTTP %q is no address: it looks like 127.0.0.1:8080", c.http)
	}
	if c.backupKeep, err = strconv.Atoi(s.BackupKeep); err != nil || c.backupKeep < 1 {
		fault("OTDEL_BACKUP_KEEP %q is no number of copies: it is 1 or more", s.BackupKeep)
	}
	if c.rate, err = strconv.ParseFloat(s.Rate, 64); err != nil || !(c.rate >= 0 && c.rate <= 1000) {
		fault("OTDEL_RATE %q is no number of messages a second: it is from 0 to 1000", s.Rate)
	}
	if err := c.logLevel.UnmarshalText([]byte(s.Log)); err != nil {
		fault("OTDEL_LOG %q is no level: debug, info, warn or error", s.Log)
	}
	if c.logJSON = s.LogFormat == "json"; !c.logJSON && s.LogFormat != "text" {
		fault("OTDEL_LOG_FORMAT %q is no form: text or json", s.LogFormat)
	}
	if len(faults) > 0 {
		return config{}, usageError{errors.Join(faults...)}
	}
	return c, nil
}

// readCalendar returns the working days of Russia in zone with those of the
// files laid over them, the later ones on top. The error names every bad file.
func readCalendar(zone *time.Location, files string) (workdays.Calendar, error) {
	cal := workdays.Russia(zone)
	var faults []error
	for _, name := range strings.Split(files, ",") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		data, err := os.ReadFile(name)
		if err == nil {
			cal, err = cal.With(bytes.NewReader(data))
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("read the days off in %s: %w", name, err))
		}
	}
	return cal, errors.Join(faults...)
}

// logger returns the one log of the program.
func (c config) logger(p process) *slog.Logger {
	options := &slog.HandlerOptions{Level: c.logLevel}
	if c.logJSON {
		return slog.New(slog.NewJSONHandler(p.errs, options))
	}
	return slog.New(slog.NewTextHandler(p.errs, options))
}

// exists reports whether the file is there.
func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}
