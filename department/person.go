package department

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/otdel-bot/otdel/department/workdays"
)

// PersonID is the number by which the messenger knows a person. Zero means
// nobody; as the author of an event it means the clock.
type PersonID int64

// Role says what a person may do. Roles are ordered: each may do what the
// lesser ones may.
type Role int

// The roles of the department. Everybody who writes to the bot and was not
// invited is a candidate.
const (
	Candidate Role = iota
	Employee
	// Supervisor reads the digests of the department and gets what was escalated.
	Supervisor
	Director
)

// roleNames are the names under which roles are stored, in invitations too.
var roleNames = [...]string{"candidate", "employee", "supervisor", "director"}

// String returns the stored name of the role.
func (r Role) String() string {
	if r < Candidate || r > Director {
		return "unknown"
	}
	return roleNames[r]
}

// ParseRole returns the role of that stored name.
func ParseRole(name string) (Role, bool) {
	for i, n := range roleNames {
		if n == name {
			return Role(i), true
		}
	}
	return Candidate, false
}

// MaxName is the longest name of a person that is kept, in characters.
const MaxName = 64

// Person is somebody who writes to the bot.
type Person struct {
	ID       PersonID
	Name     string // as people read it: "Пётр Иванов"
	Username string // without @, empty if none
	Role     Role
	// Language is what the person chose, "ru" or "en"; empty follows the phone.
	Language string
	// PhoneLanguage is the language code that the phone sent last.
	PhoneLanguage string
	// Zone is the person's IANA time zone; empty means the department's.
	Zone  string
	Quiet Quiet
	// DigestAt is the time of day of the digest; [NoDigest] turns it off.
	DigestAt time.Duration
	// MorningAt is that of an employee's morning list; [NoDigest] turns it off.
	MorningAt time.Duration
	Joined    time.Time // when the person was first let in, zero for candidates
	// Entry is the wish of a candidate to be let in.
	Entry    Entry
	LastSeen time.Time
	// Unreachable is since when messages no longer arrive, zero while they do.
	Unreachable time.Time
	// Away says until when the person is away. Stands are the places of others
	// that the person has taken meanwhile.
	Away   Away
	Stands []Stand
}

// DefaultDigestAt is the hour of the digest until its reader chooses another.
const DefaultDigestAt = 18 * time.Hour

// NoDigest in place of a time of day means that no digest is wanted.
const NoDigest time.Duration = -time.Hour

// NewPerson returns a candidate with that name, who keeps the usual quiet
// hours. A name longer than [MaxName] is cut.
func NewPerson(id PersonID, name string) Person {
	return Person{ID: id, Name: CleanName(name), Quiet: DefaultQuiet, DigestAt: DefaultDigestAt, MorningAt: DefaultMorningAt}
}

// CleanName returns name on one line, without the space around it, cut to
// [MaxName] characters.
func CleanName(name string) string {
	name = strings.Join(strings.Fields(name), " ")
	if utf8.RuneCountInString(name) > MaxName {
		name = string([]rune(name)[:MaxName])
	}
	return name
}

// May reports whether the person has at least the given role, or has taken the
// place of somebody who does.
func (p Person) May(least Role) bool { return p.Rank() >= least }

// Rank returns the greatest role whose rights the person has: the own one, or
// that of somebody absent. Whoever has no role can take nobody's place.
func (p Person) Rank() Role {
	rank := p.Role
	if rank >= Employee {
		for _, s := range p.Stands {
			rank = max(rank, s.Role)
		}
	}
	return rank
}

// Location returns the person's time zone, or that of the department.
func (p Person) Location(department *time.Location) *time.Location {
	if p.Zone == "" {
		return department
	}
	loc, err := time.LoadLocation(p.Zone)
	if err != nil {
		return department
	}
	return loc
}

// Lang returns the language in which the person is answered: the chosen one,
// else Russian for a phone in Russian or an unknown one, else English.
func (p Person) Lang() string {
	if p.Language != "" {
		return p.Language
	}
	switch base, _, _ := strings.Cut(p.PhoneLanguage, "-"); base {
	case "", "ru", "be", "uk", "kk":
		return "ru"
	default:
		return "en"
	}
}

// Wakes returns at itself if p may be disturbed then. Else it returns when p may
// be: after the quiet hours, and on a day off at the hour at which the office
// opens, on the next working day. All that is on the person's own clock.
func (p Person) Wakes(at time.Time, cal workdays.Calendar) time.Time {
	zone := p.Location(cal.Zone())
	for {
		awake := p.Quiet.Ends(at, zone)
		if day := workdays.DateOf(awake.In(zone)); !cal.IsWorkday(day) {
			day = cal.Shift(day, workdays.Next)
			awake = time.Date(day.Year, day.Month, day.Day, 0, int(cal.Hours().Open/time.Minute), 0, 0, zone)
		}
		if awake.Equal(at) {
			return at.UTC()
		}
		at = awake
	}
}

// Quiet is the part of each day in which nothing rings, from and until as the
// time since midnight. From may be later than Until: the night. Equal values
// mean no quiet hours.
type Quiet struct {
	From, Until time.Duration
}

// DefaultQuiet lasts from 20:00 to 9:00.
var DefaultQuiet = Quiet{From: 20 * time.Hour, Until: 9 * time.Hour}

// Ends returns the end of the quiet hours in which at falls, on the wall clock
// of zone, or at itself if it falls in none.
func (q Quiet) Ends(at time.Time, zone *time.Location) time.Time {
	if q.From == q.Until {
		return at
	}
	local := at.In(zone)
	h, m, s := local.Clock()
	now := time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(s)*time.Second
	day := local.Day()
	switch overnight := q.From > q.Until; {
	case !overnight && (now < q.From || now >= q.Until):
		return at
	case overnight && now >= q.From:
		day++
	case overnight && now >= q.Until:
		return at
	}
	y, mo, _ := local.Date()
	return time.Date(y, mo, day, 0, int(q.Until/time.Minute), 0, 0, zone).UTC()
}
