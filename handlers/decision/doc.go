// Package decision is the conversation about what was decided: by /decision in
// one line, or from an answer or any other card by one tap.
//
// What came of a decision is never typed, it is computed from the matters that
// carry it out; only what was carried out without a matter is said by its owner.
// The list shows those without action first: nobody else asks after them.
package decision
