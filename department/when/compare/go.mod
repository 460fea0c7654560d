module github.com/otdel-bot/otdel/department/when/compare

go 1.26.0

replace github.com/otdel-bot/otdel => ../../..

require (
	github.com/olebedev/when v1.1.0
	github.com/otdel-bot/otdel v0.0.0
)

require (
	github.com/AlekSi/pointer v1.0.0 // indirect
	github.com/pkg/errors v0.8.1 // indirect
	github.com/teambition/rrule-go v1.8.2 // indirect
)
