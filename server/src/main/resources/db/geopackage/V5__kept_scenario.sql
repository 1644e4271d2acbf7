-- Scenarios that people saved under a name, pinned to the release they were made on (ADR 14).
CREATE TABLE kept_scenario (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  note TEXT NOT NULL,
  saved_by TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  release_id TEXT NOT NULL,
  edition TEXT NOT NULL, -- what the release calls it; the store may not have it any more
  document TEXT NOT NULL
);
