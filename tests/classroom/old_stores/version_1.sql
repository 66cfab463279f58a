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
PRAGMA user_version = 1;
