package salary

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func answer(t *testing.T, text string) (Question, Result) {
	t.Helper()
	q := NewParser().Understand(text, asked())
	return q, Survey2015().Answer(q)
}

func TestAnOfferIsPlaced(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       Placing
	}{
		{"inside its band and above the median", "90к, казань, агентство, 3 года", Placing{Monthly: 90_000, Band: BandIV, ToMedian: 27_000, Pct: 27_000.0 * 100 / 63_000}},
		{"below its band", "40к, казань, агентство, 2 года", Placing{Monthly: 40_000, Band: BandII, Below: true, ToMedian: -23_000, Pct: -23_000.0 * 100 / 63_000}},
		{"above everything", "200 000, казань, агентство, 2 года", Placing{Monthly: 200_000, Over: true, ToMedian: 137_000, Pct: 137_000.0 * 100 / 63_000}},
		{"by the year", "756 тыс в год, казань, агентство, 2 года", Placing{Monthly: 63_000, Band: BandIII}},
		{"a range by its middle", "от 60 до 66 тыс, казань, агентство, 2 года", Placing{Monthly: 63_000, Band: BandIII}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, r := answer(t, c.text)
			if len(r.Items) != 1 || r.Items[0].Offer == nil {
				t.Fatalf("no offer in %+v", r)
			}
			if diff := cmp.Diff(c.want, *r.Items[0].Offer); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestOtherCurrenciesAreSaidAndNotConverted(t *testing.T) {
	for text, want := range map[string]Amount{
		"2000$ в месяц":         {From: 2000, To: 2000, Currency: "USD"},
		"5 тысяч евро":          {From: 5000, To: 5000, Currency: "EUR"},
		"200 000 тенге":         {From: 200_000, To: 200_000, Currency: "KZT"},
		"3000 руб. в день":      {From: 3000, To: 3000, Currency: "RUB", Period: PerLess},
		"100 тыс до вычета":     {From: 100_000, To: 100_000, Currency: "RUB", Tax: Gross},
		"предлагают 90 чистыми": {From: 90_000, To: 90_000, Currency: "RUB", Tax: Net},
	} {
		q, _ := answer(t, text)
		if q.Amount == nil {
			t.Errorf("%s: no amount", text)
			continue
		}
		if diff := cmp.Diff(want, *q.Amount); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
		if _, _, ok := q.Amount.Monthly(); ok != (want.Currency == "RUB" && want.Period == PerMonth) {
			t.Errorf("%s: roubles a month: %v", text, ok)
		}
	}
}

func TestComparisonTellsTheDifference(t *testing.T) {
	_, r := answer(t, "москва, питер или томск, агентство, 3 года")
	if r.Outcome != Compares || len(r.Items) != 3 {
		t.Fatalf("got %+v", r)
	}
	want := Item{City: "Санкт-Петербург", Segment: Agencies, Band: BandIV, Known: true, Range: Range{107_000, 164_000}, Median: 94_000, Above: -21_000, AbovePct: -2_100_000.0 / 115_000}
	if diff := cmp.Diff(want, r.Items[1]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if r.Items[2].Known || len(r.Absent) != 1 || r.Absent[0] != "Томск" {
		t.Errorf("Tomsk, which the survey lacks: %+v, absent %v", r.Items[2], r.Absent)
	}
}

func TestComparableCitiesAreOffered(t *testing.T) {
	for text, want := range map[string][]string{
		"томск":              {"Новосибирск", "Омск"},
		"нижний тагил":       {"Екатеринбург", "Челябинск", "Уфа"},
		"берлин":             nil,
		"сочи или краснодар": {"Ростов-на-Дону", "Волгоград"},
	} {
		_, r := answer(t, text)
		if r.Outcome != NoData || r.Reason != NoCity {
			t.Errorf("%s: %s %s", text, r.Outcome, r.Reason)
		}
		if diff := cmp.Diff(want, r.Nearby); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

func TestAnswersToWhatWasAskedBackComplete(t *testing.T) {
	parser, survey := NewParser(), Survey2015()
	q := parser.Understand("предлагают 90к в казани, это нормально?", asked())
	for _, step := range []struct {
		says string
		want Outcome
	}{{"в агентстве", Asks}, {"2 года", Answered}, {"а в компании?", Answered}, {"а в томске", NoData}} {
		q = q.With(parser.Understand(step.says, asked()))
		if got := survey.Answer(q).Outcome; got != step.want {
			t.Errorf("after «%s»: %s, want %s", step.says, got, step.want)
		}
	}
	if q.Segments[0] != Companies || q.Bands[0] != BandIII || q.Amount == nil {
		t.Errorf("what was known is lost: %+v", q)
	}
}

func TestTheLessSaid(t *testing.T) {
	for _, text := range []string{"", "привет!", "как дела", "😀", "завтра в 10:00 планёрка", "пн, 30 ноября, 10:00", "09:00-18:00", "01/12/2026 09:30"} {
		if q, _ := answer(t, text); !q.Empty() {
			t.Errorf("%q is understood as %+v", text, q)
		}
	}
	q, r := answer(t, "новгород, агентство, 2 года")
	if diff := cmp.Diff([]string{"Нижний Новгород", "Великий Новгород"}, q.Ambiguous); diff != "" || r.Outcome != Asks {
		t.Errorf("%s, ambiguous (-want +got):\n%s", r.Outcome, diff)
	}
	if q, _ := answer(t, "екатиренбург"); len(q.Cities) != 1 || !q.Cities[0].Guess {
		t.Errorf("a typo is no guess: %+v", q)
	}
}
