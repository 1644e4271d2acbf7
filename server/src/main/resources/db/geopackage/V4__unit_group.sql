-- Units that people put together and saved under a name; of one edition each.
CREATE TABLE unit_group (
  edition TEXT NOT NULL REFERENCES edition (id),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  level TEXT NOT NULL,
  saved_by TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  import_number INTEGER NOT NULL REFERENCES import_log (number),
  PRIMARY KEY (edition, id)
);

CREATE TABLE unit_group_member (
  edition TEXT NOT NULL,
  id TEXT NOT NULL,
  code TEXT NOT NULL,
  PRIMARY KEY (edition, id, code),
  FOREIGN KEY (edition, id) REFERENCES unit_group (edition, id)
);
