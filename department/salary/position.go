package salary

import "strings"

// position returns what the text says of the position. Only one that is clearly
// another counts as [Other].
func (r *reading) position() Position {
	var said [3]int // how many heads, by what is said of their position
	for i := range r.tokens {
		if r.is(i, classHead, classHeadVerb, classHeadClient) {
			said[r.headAt(i)]++
		}
	}
	client := r.anyHas(classClient, classHeadClient)
	switch {
	case said[Ours] > 0, said[Unsaid] > 0 && client:
		return Ours
	case said[Other] > 0:
		return Other
	case said[Unsaid] > 0:
		return Unsaid
	case r.namesOther():
		return Other
	case client:
		return Ours
	}
	return Unsaid
}

// headAt returns what the words around the head at token i say of the position.
func (r *reading) headAt(i int) Position {
	prev, next := r.before(i), r.after(i)
	if r.sign(prev, "-") || r.sign(prev, ".") && r.is(r.before(prev), classDeputy) {
		prev = r.before(prev)
	}
	for prev > 0 && articles[r.tokens[prev].text] {
		prev = r.before(prev)
	}
	if r.sign(next, "-") {
		next++
	}
	complement := r.complement(i)
	switch {
	case r.is(prev, classDeputy), r.is(i, classDeputy), r.is(prev, classOther) && genitive[r.tokens[i].text]:
		return Other // «зам директора», «водитель директора»
	case r.is(i, classHeadClient), complement == classClient:
		return Ours
	case r.is(prev, classOtherTitle), complement == classOtherDept, r.is(i, classOther), r.is(next, classOther) && !r.is(next, classPlain):
		return Other
	}
	return Unsaid
}

// namesOther reports whether another position is named, and not one that the
// person never had («never been a manager») or begins («first time manager»).
func (r *reading) namesOther() bool {
	for i := range r.tokens {
		if !r.is(i, classOther, classDeputy) {
			continue
		}
		if none := r.find(i-5, i, classNone); none < 0 || r.tokens[none].text != "never" && r.tokens[none].text != "first" {
			if past := r.find(i-4, i+3, classBeen); past < 0 || !r.is(i, classPlain) {
				return true // «был менеджером» is what the person was
			}
		}
	}
	return false
}

// articles are the small words between «assistant» and «head».
var articles = map[string]bool{"the": true, "a": true, "an": true, "to": true, "of": true}

// genitive holds the forms that follow the name of another position: «секретарь
// директора».
var genitive = map[string]bool{"руководителя": true, "директора": true, "начальника": true, "главы": true, "шефа": true, "босса": true}

// complement returns whether the head at token i heads the client department or
// another one; [classStop] when that is not said.
func (r *reading) complement(i int) class {
	prev := r.before(i)
	if r.is(prev, classClient) || r.sign(prev, "-") && r.is(r.before(prev), classClient) {
		return classClient
	}
	for steps, j := 0, r.after(i); steps < 6 && j < len(r.tokens); steps, j = steps+1, r.after(j) {
		switch {
		case r.is(j, classClient):
			return classClient
		case r.is(j, classOtherDept) && r.clause[j] == r.clause[i]:
			if r.find(j, j+5, classClient) >= 0 {
				return classClient
			}
			return classOtherDept
		case r.is(j, classDept), r.sign(j, "-"), r.sign(j, "."):
		case r.tokens[j].text == "по", r.tokens[j].text == "of", r.tokens[j].text == "the", r.tokens[j].text == "a", r.tokens[j].text == "s":
		case steps == 0 && r.tokens[j].kind == kindWord && r.tokens[j].means.empty() && r.is(r.after(j), classDept) && strings.HasSuffix(r.tokens[j].text, "ого"):
			return classOtherDept // «начальник абонентского отдела»
		case r.is(j, classPlace, classAgency, classCompany, classYear, classExp, classPay, classFromTo), r.tokens[j].kind != kindWord:
			return classStop
		case r.tokens[j].text == "в", r.tokens[j].text == "in", r.tokens[j].text == "at", r.tokens[j].text == "на", r.tokens[j].text == "с":
			return classStop
		}
	}
	return classStop
}
