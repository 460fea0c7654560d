-- The decisions that the answers in matters became.

-- +goose Up
CREATE TABLE decision_answers (
    matter   INTEGER NOT NULL REFERENCES matters (id),
    decision INTEGER NOT NULL REFERENCES decisions (id),
    PRIMARY KEY (matter, decision)
) STRICT, WITHOUT ROWID;
