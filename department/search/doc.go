// Package search understands what people look for: it takes texts apart into
// words that can be compared, reads what somebody typed behind /find, and finds
// the place in a text that is worth showing.
//
// # Words
//
// A word is compared by its stem, so that «жалоба», «жалобы» and «ЖАЛОБУ» are
// one, and «ёлка» and «елок» are. Russian and English words are stemmed, each by
// the letters it is written with; numbers are taken as they are; a number and
// the letters behind it are two words. Words that are in every text («на», «the»)
// are left out.
//
// # The life of a query
//
// [Read] makes a [Query] of what was typed. It is answered with the texts that
// have all its words; only if there are none is it made broader, step by step,
// with [Query.Broader]. [Query.Pack] makes the query short enough for
// the data of a button, so that the next page needs no memory of ours.
// [Query.Excerpt] cuts out of a text what surrounds the first words found.
//
// # What others may rely on
//
// Stems consist of lower-case letters and digits only. Whoever keeps an index
// fills it with [Stems] and asks it for the words of a query: both go the same
// way, so they always fit.
package search
