-- What a model of the operator's wrote of a paper in one language, or why there is nothing to show; asked once.
CREATE TABLE paper_summaries (
    paper_id INTEGER NOT NULL REFERENCES papers(id),
    language TEXT NOT NULL,                           -- of the readers: the name of a file of texts
    text     TEXT,                                    -- null where there is none
    fault    TEXT,                                    -- why there is none
    is_final INTEGER NOT NULL,                        -- 1 where the model answered; 0 where the call failed
    asks     INTEGER NOT NULL,                        -- how often it was asked
    model    TEXT NOT NULL,
    prompt   INTEGER NOT NULL,                        -- the version of what it was asked
    asked_at INTEGER NOT NULL,
    PRIMARY KEY (paper_id, language)
) WITHOUT ROWID;

-- Calls of each day, so that all processes share one budget.
CREATE TABLE summary_days (
    day       INTEGER PRIMARY KEY,                    -- its beginning, UTC
    calls     INTEGER NOT NULL,
    ask_after INTEGER                                 -- when the endpoint wants to be asked again
);
