package handlers

import (
	"context"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/search"
	"github.com/otdel-bot/otdel/department/workdays"
)

// Tx is the transaction in which a request is handled: what the topics read and
// write. Rows that do not exist come back as [department.ErrNone].
type Tx interface {
	People
	Invitations
	Matters
	Cards
	Drafts
	Dialogs
	Ledger
	Routines
	Decisions
	References
	Norms
	Search
	Alarms
	Absences
	Groups
	Clients
	Departures
	Bells
	Payments
	Meetings
	Minutes
}

// People are all who ever wrote to the bot.
type People interface {
	Person(ctx context.Context, id department.PersonID) (department.Person, error)
	// FindPeople returns everybody with at least that role, ordered by name.
	FindPeople(ctx context.Context, least department.Role) ([]department.Person, error)
	// SavePerson stores everything about p and moves the schedule of the digest
	// to next, none if that is zero.
	SavePerson(ctx context.Context, p department.Person, nextDigest time.Time) error
	// ForgetPerson deletes what is kept about a stranger, see
	// [department.Person.Stranger]. It reports whether there was anything, and
	// leaves everybody else as they are.
	ForgetPerson(ctx context.Context, id department.PersonID) (bool, error)
}

// Invitations are the codes that give a role.
type Invitations interface {
	CreateInvitation(ctx context.Context, i department.Invitation) (department.Invitation, error)
	// Invitation finds one by the hash of its code.
	Invitation(ctx context.Context, hash []byte) (department.Invitation, error)
	SaveInvitation(ctx context.Context, i department.Invitation) error
	// OpenInvitations returns those that can still be used at now, newest first.
	OpenInvitations(ctx context.Context, now time.Time) ([]department.Invitation, error)
}

// Matters are complaints, tasks and all other kinds.
type Matters interface {
	// CreateMatter gives m its number and stores it with its events, its
	// attachments and its reminder.
	CreateMatter(ctx context.Context, m department.Matter, with []department.Attachment) (department.Matter, error)
	Matter(ctx context.Context, id int64) (department.Matter, error)
	// UpdateMatter lets change alter matter id and stores the result with the
	// events and the reminder that came of it. An error of change is returned as
	// it is, and nothing is stored.
	UpdateMatter(ctx context.Context, id int64, change func(*department.Matter) error) (department.Matter, error)
	// Attach adds files to a matter.
	Attach(ctx context.Context, matter int64, with []department.Attachment) error
	Attachments(ctx context.Context, matter int64) ([]department.Attachment, error)
	// FindMatters returns a page of the matters that the filter asks for.
	FindMatters(ctx context.Context, f department.MatterFilter) ([]department.Matter, error)
	// CountMatters returns how many FindMatters would find without a limit; what
	// is over cannot be counted.
	CountMatters(ctx context.Context, f department.MatterFilter) (int, error)
	// OwedAnswers returns the matters in which the person has still to answer.
	OwedAnswers(ctx context.Context, person department.PersonID, limit int) ([]department.Matter, error)
	// Parts returns the matters whose parent is that matter, by number.
	Parts(ctx context.Context, parent int64, limit int) ([]department.Matter, error)
	// NoteSource notes which message became a matter; SourceMatter finds it.
	NoteSource(ctx context.Context, chat, message, matter int64) error
	SourceMatter(ctx context.Context, chat, message int64) (int64, error)
	// NoteStems remembers the words of an answered question; QuestionsWith finds
	// the latest answered questions with one of them.
	NoteStems(ctx context.Context, matter int64, stems []string) error
	QuestionsWith(ctx context.Context, stem string, limit int) ([]int64, error)
	// OpenClients returns the clients of the matters that are not over, those with
	// most of them first.
	OpenClients(ctx context.Context, limit int) ([]department.ClientLoad, error)
	// RecentClients returns the names of the clients of the latest matters, the
	// latest first, each once.
	RecentClients(ctx context.Context, limit int) ([]string, error)
}

// Cards are the copies of the cards of matters in all chats.
type Cards interface {
	Cards(ctx context.Context, matter int64) ([]department.Card, error)
	// Undelivered returns those who were to get a card of the matter and got none.
	Undelivered(ctx context.Context, matter int64) ([]department.PersonID, error)
	// RecentMatters returns the matters of the latest limit cards of a chat, the
	// latest first, each once.
	RecentMatters(ctx context.Context, chat int64, limit int) ([]int64, error)
	// CardMatter returns the matter whose card a message is, CardMeeting the
	// meeting.
	CardMatter(ctx context.Context, chat, message int64) (int64, error)
	CardMeeting(ctx context.Context, chat, message int64) (int64, error)
}

// Drafts are what employees sent before saying what is to be made of it.
type Drafts interface {
	CreateDraft(ctx context.Context, d department.Draft) (department.Draft, error)
	Draft(ctx context.Context, id int64) (department.Draft, error)
	// DraftOf finds the draft that came in a message.
	DraftOf(ctx context.Context, chat, message int64) (department.Draft, error)
	// DraftOfAlbum finds the draft that an earlier part of the album made.
	DraftOfAlbum(ctx context.Context, chat int64, album string) (department.Draft, error)
	SaveDraft(ctx context.Context, d department.Draft) error
}

// Dialogs are the questions that were asked and not answered yet.
type Dialogs interface {
	Dialog(ctx context.Context, chat int64, person department.PersonID) (department.Dialog, error)
	SaveDialog(ctx context.Context, d department.Dialog) error
	EndDialog(ctx context.Context, chat int64, person department.PersonID) error
}

// Norms are the clocks of the department.
type Norms interface {
	// Norms returns the clocks as they were set last, the zero value if never.
	Norms(ctx context.Context) (department.Norms, error)
	SaveNorms(ctx context.Context, n department.Norms, by department.PersonID, at time.Time) error
}

// Search finds matters by what was written in them and about them.
type Search interface {
	// SearchMatters returns the matters that have all words of the query and that
	// by may see, the newest first: at most limit, after the first offset ones.
	SearchMatters(ctx context.Context, q search.Query, by department.Person, offset, limit int) ([]department.Matter, error)
	// SearchOthers returns the numbers of the references or decisions that have all
	// words of the query and that by may see, the newest first.
	SearchOthers(ctx context.Context, what department.Found, q search.Query, by department.Person, offset, limit int) ([]int64, error)
	// Notes returns what was written about a matter, oldest first: the events
	// that have a note.
	Notes(ctx context.Context, matter int64) ([]department.Event, error)
}

// Ledger is what happened to matters, line by line.
type Ledger interface {
	// LastEvent returns the latest event of a matter.
	LastEvent(ctx context.Context, matter int64) (department.Event, error)
	// History returns the latest events of a matter, the newest first, without
	// how it stood before them.
	History(ctx context.Context, matter int64, limit, offset int) ([]department.Event, error)
	// LoadOf counts what a person has in hand at now.
	LoadOf(ctx context.Context, person department.PersonID, now time.Time) (department.Load, error)
	// Counts counts the events between two moments, the first excluded, by kind
	// and act; what was taken back by the act undone.
	Counts(ctx context.Context, after, until time.Time) ([]department.Count, error)
	// Standings counts the matters that are not over at now, by kind and owner.
	Standings(ctx context.Context, now time.Time) ([]department.Load, error)
}

// Routines are tasks that come again.
type Routines interface {
	// CreateRoutine gives r its number; its next task is given at next.
	CreateRoutine(ctx context.Context, r department.Routine, next time.Time) (department.Routine, error)
	Routine(ctx context.Context, id int64) (department.Routine, error)
	// Routines returns a page of those that go on, the next one first.
	Routines(ctx context.Context, offset, limit int) ([]department.Routine, error)
	SaveRoutine(ctx context.Context, r department.Routine, next time.Time) error
}

// Decisions are what was decided, and the matters that carry it out.
type Decisions interface {
	// CreateDecision gives d its number and stores it with its bell.
	CreateDecision(ctx context.Context, d department.Decision, cal workdays.Calendar) (department.Decision, error)
	Decision(ctx context.Context, id int64) (department.Decision, error)
	// UpdateDecision lets change alter decision id at a moment and stores the
	// result with its events and its next bell; matters are only ever added. An
	// error of change is returned as it is, and nothing is stored.
	UpdateDecision(ctx context.Context, id int64, at time.Time, cal workdays.Calendar, change func(*department.Decision) error) (department.Decision, error)
	// DecisionEvents returns the latest events of a decision, the latest first.
	DecisionEvents(ctx context.Context, decision int64, limit int) ([]department.DecisionEvent, error)
	// DecisionsOf returns the numbers of those that a matter carries out.
	DecisionsOf(ctx context.Context, matter int64) ([]int64, error)
	// DecisionsFrom returns the numbers of those that the answer in a matter became,
	// as NoteAnswer has remembered them.
	DecisionsFrom(ctx context.Context, matter int64) ([]int64, error)
	NoteAnswer(ctx context.Context, matter, decision int64) error
	DecisionCards(ctx context.Context, decision int64) ([]department.Card, error)
	// IdleDecisions counts those of which nothing has come.
	IdleDecisions(ctx context.Context) (int, error)
	// LiveDecisions returns those neither checked nor taken back, oldest first.
	LiveDecisions(ctx context.Context, limit int) ([]department.Decision, error)
}

// References are the texts that the department refers to.
type References interface {
	// CreateReference gives r its number.
	CreateReference(ctx context.Context, r department.Reference) (department.Reference, error)
	// UpdateReference lets change alter reference id and stores the result. An
	// error of change is returned as it is, and nothing is stored.
	UpdateReference(ctx context.Context, id int64, change func(*department.Reference) error) (department.Reference, error)
	Reference(ctx context.Context, id int64) (department.Reference, error)
	// ReferenceOf returns the one that holds and that the answer to a question
	// became.
	ReferenceOf(ctx context.Context, question int64) (department.Reference, error)
	// References returns a page of those that hold, by their titles, and how many
	// there are in all.
	References(ctx context.Context, offset, limit int) ([]department.Reference, int, error)
	// ReferenceVersions returns all versions of a reference, the first first.
	ReferenceVersions(ctx context.Context, id int64) ([]department.ReferenceVersion, error)
	// ReferencesWith finds the latest that have a word of that stem in their title.
	ReferencesWith(ctx context.Context, stem string, limit int) ([]int64, error)
	ReferenceCards(ctx context.Context, reference int64) ([]department.Card, error)
}

// Alarms are the reminders that people set for themselves.
type Alarms interface {
	// CreateAlarm gives a its number and stores it with its bell.
	CreateAlarm(ctx context.Context, a department.Alarm) (department.Alarm, error)
	Alarm(ctx context.Context, id int64) (department.Alarm, error)
	// UpdateAlarm lets change alter alarm id and stores the result with its bell.
	// An error of change is returned as it is, and nothing is stored.
	UpdateAlarm(ctx context.Context, id int64, change func(*department.Alarm) error) (department.Alarm, error)
	// NextAlarm returns when the person is reminded of a matter next by an alarm of
	// their own, the zero time if never.
	NextAlarm(ctx context.Context, owner department.PersonID, matter int64) (time.Time, error)
	// AlarmsOf returns a page of the alarms of a person that will ring, the next
	// one first, and how many there are in all.
	AlarmsOf(ctx context.Context, owner department.PersonID, offset, limit int) ([]department.Alarm, int, error)
}

// Absences are the times in which people are away.
type Absences interface {
	// CreateAbsence gives a its number.
	CreateAbsence(ctx context.Context, a department.Absence) (department.Absence, error)
	Absence(ctx context.Context, id int64) (department.Absence, error)
	SaveAbsence(ctx context.Context, a department.Absence) error
	// Absences returns those that last at now or are to come, the earliest first.
	Absences(ctx context.Context, now time.Time) ([]department.Absence, error)
}

// Groups are the department's group, if it has one.
type Groups interface {
	// Group returns the department's group if it is that chat.
	Group(ctx context.Context, chat int64) (department.Group, error)
	// SaveGroup makes g the department's group, and no other one.
	SaveGroup(ctx context.Context, g department.Group) error
	// EndGroup says that the chat is not the department's group, and reports
	// whether it was.
	EndGroup(ctx context.Context, chat int64) (bool, error)
}

// Departures are the times when somebody left the department.
type Departures interface {
	// CreateDeparture gives d its number.
	CreateDeparture(ctx context.Context, d department.Departure) (department.Departure, error)
	Departure(ctx context.Context, id int64) (department.Departure, error)
	SaveDeparture(ctx context.Context, d department.Departure) error
	// HeirOf returns who took over when the person left last.
	HeirOf(ctx context.Context, person department.PersonID) (department.PersonID, error)
	// EndDialogs forgets all open questions to a person, in all chats.
	EndDialogs(ctx context.Context, person department.PersonID) error
	// OwnedMatters returns what a person owns and is not over, those included that
	// are done and wait for a last word, by due time.
	OwnedMatters(ctx context.Context, owner department.PersonID) ([]department.Matter, error)
}

// Bells are when the clock speaks of things that are no matters.
type Bells interface {
	// SaveBell replaces the bell of its thing and person.
	SaveBell(ctx context.Context, b department.Bell) error
}

// Payments are plans of dated money and what they make.
type Payments interface {
	// CreatePlan gives p its number and stores it; UpdatePlan lets change alter
	// it and stores the result with the payments that change returned. An error
	// of change is returned as it is, and nothing is stored.
	CreatePlan(ctx context.Context, p department.PaymentPlan) (department.PaymentPlan, error)
	UpdatePlan(ctx context.Context, id int64, cal workdays.Calendar, change func(*department.PaymentPlan) ([]department.Payment, error)) (department.PaymentPlan, error)
	Plan(ctx context.Context, id int64) (department.PaymentPlan, error)
	// PlanOfTemplate returns the plan confirmed from a template that goes on.
	PlanOfTemplate(ctx context.Context, code string) (department.PaymentPlan, error)
	Payment(ctx context.Context, id int64) (department.Payment, error)
	// UpdatePayment lets change alter payment id at a moment and stores the
	// result with its events and its next bell.
	UpdatePayment(ctx context.Context, id int64, at time.Time, cal workdays.Calendar, change func(*department.Payment) error) (department.Payment, error)
	// OpenPayments returns what is owed and falls due until that day, the
	// earliest first; PaymentsOf the payments of a plan that were not dropped.
	OpenPayments(ctx context.Context, until workdays.Date, limit int) ([]department.Payment, error)
	PaymentsOf(ctx context.Context, plan int64) ([]department.Payment, error)
	// PaymentEvents returns the latest events of a payment, or of a plan for
	// payment 0, the latest first.
	PaymentEvents(ctx context.Context, plan, payment int64, limit int) ([]department.PaymentEvent, error)
}

// Clients are those whom complaints name.
type Clients interface {
	// NoteClient remembers that the matter is about a client of that name: the
	// known one, whatever its spelling, or a new one.
	NoteClient(ctx context.Context, name string, matter int64) error
	Client(ctx context.Context, id int64) (department.Client, error)
	// ClientNamed finds a client by its name in any spelling.
	ClientNamed(ctx context.Context, name string) (department.Client, error)
	// KnownClients returns those with the latest matters.
	KnownClients(ctx context.Context, limit int) ([]department.Client, error)
	// NoteAuthor remembers for which client a person writes; ClientOf finds it.
	NoteAuthor(ctx context.Context, author department.PersonID, client int64) error
	ClientOf(ctx context.Context, author department.PersonID) (department.Client, error)
	// NoteAuthorName remembers for which client somebody of that name wrote;
	// ClientsOfName returns those clients, the latest first.
	NoteAuthorName(ctx context.Context, name string, client, matter int64) error
	ClientsOfName(ctx context.Context, name string, limit int) ([]department.Client, error)
}

// Meetings are planned, held and called off.
type Meetings interface {
	// CreateMeeting gives m its number and stores it with its bell.
	CreateMeeting(ctx context.Context, m department.Meeting, cal workdays.Calendar) (department.Meeting, error)
	Meeting(ctx context.Context, id int64) (department.Meeting, error)
	// UpdateMeeting lets change alter meeting id at a moment and stores the result
	// with its events and its next bell. An error of change is returned as it is,
	// and nothing is stored.
	UpdateMeeting(ctx context.Context, id int64, at time.Time, cal workdays.Calendar, change func(*department.Meeting) error) (department.Meeting, error)
	// MeetingsOf returns the planned meetings of a person that begin between two
	// moments, the earliest first, at most limit.
	MeetingsOf(ctx context.Context, person department.PersonID, from, to time.Time, limit int) ([]department.Meeting, error)
	// CalendarOf returns besides those also what was called off, and what the
	// person need not come to any more.
	CalendarOf(ctx context.Context, person department.PersonID, from, to time.Time, limit int) ([]department.Meeting, error)
	MeetingCards(ctx context.Context, meeting int64) ([]department.Card, error)
	CreateSeries(ctx context.Context, s department.Series) (department.Series, error)
	Series(ctx context.Context, id int64) (department.Series, error)
	// SaveSeries stores what of a series changes and when it calls its next
	// meeting; zero is never.
	SaveSeries(ctx context.Context, s department.Series, next time.Time) error
	// LastOfSeries returns the meeting of a series that was called last.
	LastOfSeries(ctx context.Context, series int64) (department.Meeting, error)
	// PlaceInSeries returns which meeting of its series m is, counted from 1, and
	// how often it and those before it have changed.
	PlaceInSeries(ctx context.Context, m department.Meeting) (place, changes int, err error)
}

// Minutes are what is on the agenda of meetings and what is written down in
// them.
type Minutes interface {
	Agenda(ctx context.Context, meeting int64) ([]department.AgendaPoint, error)
	// SaveAgendaPoint stores a point and gives a new one its number.
	SaveAgendaPoint(ctx context.Context, p department.AgendaPoint) (department.AgendaPoint, error)
	// WaitingPoints returns the points that wait for the next meeting of an
	// organiser, the oldest first.
	WaitingPoints(ctx context.Context, organiser department.PersonID, limit int) ([]department.AgendaPoint, error)
	Minutes(ctx context.Context, meeting int64) (department.Minutes, error)
	// MinutesWith returns the meeting to whose minutes a message belongs.
	MinutesWith(ctx context.Context, chat, message int64) (int64, error)
	// SaveMinutes stores a message of the minutes; an empty text removes it.
	SaveMinutes(ctx context.Context, meeting int64, e department.MinuteEntry) error
}
