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
