// Package decision is the conversation about what was decided: by /decision in
// one line, from an answer or any other card by one tap, or in the minutes of a
// meeting.
//
// What came of a decision is never typed, it is computed from the matters that
// carry it out; only what was carried out without a matter is said by its owner.
// The list shows those without action first. The clock asks after them: the owner
// or the deputy, then the director too, and the director when the day has come to
// look at the result. The buttons of the card are the answers, and each is a line
// of the history.
package decision
