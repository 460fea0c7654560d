package salary

// Language is a language that the requirements are written in.
type Language string

// The languages.
const (
	Russian Language = "ru"
	English Language = "en"
)

// Requirements returns what employers expect of a candidate for the band, in
// addition to the bands below, after the survey of April 2015 and in our words.
// An unknown language is [Russian].
func Requirements(b Band, l Language) []string {
	if b < BandI || b > BandIV {
		return nil
	}
	if l == English {
		return append([]string(nil), requirementsEN[b-1]...)
	}
	return append([]string(nil), requirementsRU[b-1]...)
}

// Advantage returns what some employers count in a candidate's favour from the
// band on, and nothing where the survey names nothing.
func Advantage(b Band, l Language) string {
	switch {
	case b != BandIII:
		return ""
	case l == English:
		return "spoken or fluent English"
	}
	return "разговорный или свободный английский"
}

var requirementsRU = [4][]string{
	{
		"высшее образование",
		"от 3 лет в клиентском отделе или отделе продаж; опыта руководителя не нужно",
		"успешные личные продажи",
		"знание приёмов работы с клиентами, умение вести переговоры и презентации",
		"опыт разбора претензий и подготовки коммерческих предложений",
	},
	{
		"от 1 года во главе клиентского отдела",
		"сильные управленческие навыки",
		"опыт создания стандартов и сценариев работы с клиентами",
		"переговоры с первыми лицами компаний",
	},
	{
		"от 2 лет профильного опыта",
		"опыт создания системы мотивации для клиентского отдела",
		"опыт удержания клиентов: разработка и проведение мероприятий",
	},
	{
		"от 3 лет во главе клиентского отдела",
		"работа в крупной компании или клиентский отдел, созданный с нуля",
	},
}

var requirementsEN = [4][]string{
	{
		"a university degree",
		"3 years or more in a client or sales department; none as head needed",
		"a record of successful personal sales",
		"knowledge of client work, negotiation and presentation skills",
		"experience in handling claims and preparing commercial offers",
	},
	{
		"1 year or more as head of a client department",
		"strong management skills",
		"experience in writing standards and scripts for client work",
		"negotiations with top executives",
	},
	{
		"2 years or more of experience in the field",
		"experience in building incentives for a client department",
		"experience in planning and running client retention",
	},
	{
		"3 years or more as head of a client department",
		"work in a large company, or a client department built from scratch",
	},
}
