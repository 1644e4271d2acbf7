-- Units that people put together and saved under a name; of one edition each.
CREATE TABLE unit_group (
  edition text COLLATE "C" NOT NULL REFERENCES edition (id),
  id text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  level text COLLATE "C" NOT NULL,
  saved_by text COLLATE "C" NOT NULL,
  saved_at text COLLATE "C" NOT NULL,
  import_number bigint NOT NULL REFERENCES import_log (number),
  PRIMARY KEY (edition, id)
);

CREATE TABLE unit_group_member (
  edition text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  PRIMARY KEY (edition, id, code),
  FOREIGN KEY (edition, id) REFERENCES unit_group (edition, id)
);
