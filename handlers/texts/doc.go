// Package texts has every word that the bot says, in Russian and in English.
//
// The catalogues are the files catalogue/TOPIC.ru.toml and TOPIC.en.toml: a key
// for each text, the same keys in both languages, with the plural forms of each
// language where a number decides. A test compares them. To change a word,
// change it there and nowhere else.
//
// [For] returns the [Words] of a language. [Words.Say] gives a text as [HTML]
// for a message: whatever people typed is escaped when it is put in, so that it
// is shown exactly and can never become markup. [Words.Plain] gives a text
// without markup, for buttons and toasts. Moments, amounts and names are put
// into words here too, see dates.go and money.go.
package texts
