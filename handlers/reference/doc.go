// Package reference is the conversation about what the department refers to: the
// answers, rules and prices that everybody asks for again and again.
//
// A reference comes of an answer by one tap, or of a line: «справка Скидки: до 5 %».
// Whoever answers for it and the director write a new version when something
// changes; the old ones are kept. The director withdraws what no longer holds. For
// ten minutes each of these can be taken back.
//
// Every copy of its card is known and follows. It is found by /find and by the
// words behind its own command, and offered to those who ask alike.
package reference
