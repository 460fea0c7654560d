module github.com/otdel-bot/otdel

go 1.26.0

require (
	github.com/BurntSushi/toml v1.6.0
	github.com/alecthomas/kong v1.17.0
	github.com/google/go-cmp v0.7.0
	github.com/nicksnyder/go-i18n/v2 v2.7.0
	golang.org/x/text v0.43.0
	pgregory.net/rapid v1.3.0
)

require github.com/go-telegram-bot-api/telegram-bot-api/v5 v5.5.1
