-- Scenarios that people saved under a name, pinned to the release they were made on (ADR 14).
CREATE TABLE kept_scenario (
  id text COLLATE "C" NOT NULL PRIMARY KEY,
  name text COLLATE "C" NOT NULL,
  note text COLLATE "C" NOT NULL,
  saved_by text COLLATE "C" NOT NULL,
  saved_at text COLLATE "C" NOT NULL,
  release_id text COLLATE "C" NOT NULL,
  edition text COLLATE "C" NOT NULL, -- what the release calls it; the store may not have it any more
  document text COLLATE "C" NOT NULL
);
