-- The words of each matter, as the program takes them apart: it stems them, so
-- the index takes them as they are. The row has the number of the matter. The
-- texts themselves are not kept twice. A word that begins with @ says who may
-- see the matter.

-- +goose Up
CREATE VIRTUAL TABLE search USING fts5(
    words,
    content = '', contentless_delete = 1, detail = none,
    tokenize = "ascii tokenchars '@'"
);

-- Every stem that ever was indexed. The beginning of a word is looked up here and
-- becomes the words that begin so: in the index itself that would cost as much as
-- all that was ever written with them.
CREATE TABLE stems (
    stem TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
