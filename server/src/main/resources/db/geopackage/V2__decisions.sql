-- What people decided about rows that the matching of names had to ask about. A decision holds for every row that says the
-- same in the same edition, level and province, whatever file it stands in.
CREATE TABLE decision (
  edition TEXT NOT NULL,
  level TEXT NOT NULL,
  province TEXT NOT NULL, -- code that the import was limited to, '' for none
  input TEXT NOT NULL, -- what the row says, lower case
  code TEXT, -- NULL: the row names no unit
  decided_by TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  source_row INTEGER NOT NULL,
  PRIMARY KEY (edition, level, province, input)
);
