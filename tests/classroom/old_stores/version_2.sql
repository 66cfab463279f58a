CREATE TABLE visitor (
    token_hash BLOB PRIMARY KEY,
    created_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE work (
    token_hash BLOB NOT NULL REFERENCES visitor(token_hash),
    slug TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    PRIMARY KEY (token_hash, slug, key)
) WITHOUT ROWID;
CREATE TABLE locked (
    token_hash BLOB NOT NULL REFERENCES visitor(token_hash),
    slug TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    PRIMARY KEY (token_hash, slug, key)
) WITHOUT ROWID;
INSERT INTO locked
    SELECT * FROM work
    WHERE key = 'weights'
       OR key LIKE 'answer.%' AND CASE WHEN json_valid(value) THEN json_extract(value, '$.kind') END = 'predict';
DELETE FROM work WHERE EXISTS (
    SELECT 1 FROM locked
    WHERE (locked.token_hash, locked.slug, locked.key) = (work.token_hash, work.slug, work.key)
);
CREATE TRIGGER locked_is_not_set_twice BEFORE INSERT ON locked
    WHEN EXISTS (SELECT 1 FROM locked WHERE (token_hash, slug, key) = (NEW.token_hash, NEW.slug, NEW.key))
    BEGIN SELECT RAISE(ABORT, 'locked');
END;
CREATE TRIGGER locked_is_not_changed BEFORE UPDATE ON locked
    BEGIN SELECT RAISE(ABORT, 'locked');
END;
CREATE TRIGGER locked_is_not_removed BEFORE DELETE ON locked
    BEGIN SELECT RAISE(ABORT, 'locked');
END;
PRAGMA user_version = 2;
