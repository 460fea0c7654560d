// Package payment is the conversation about dated money: "/payment НДС 120 000
// 28 числа ежемесячно налог".
//
// A payment needs a title, a kind, a day or a rule, and a sum if it is known;
// what the line says is taken from it, the rest is asked one thing at a time. An
// @name says who sees to it, else that is whoever files it. A rule shows its next
// three dates, nominal and real, before it is kept. State payments come from a
// list of templates, each of which the director confirms.
//
// Every payment has a card: what, how much, when, why, and what can be done with
// it. The card is the same where it is opened, where the clock rings and in the
// list of /payments. What is asked about it is data of the dialog, an [order].
package payment
