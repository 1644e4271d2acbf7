-- What people decided about rows that the matching of names had to ask about. A decision holds for every row that says the
-- same in the same edition, level and province, whatever file it stands in.
CREATE TABLE decision (
  edition text COLLATE "C" NOT NULL,
  level text COLLATE "C" NOT NULL,
  province text COLLATE "C" NOT NULL, -- code that the import was limited to, '' for none
  input text COLLATE "C" NOT NULL, -- what the row says, lower case
  code text COLLATE "C", -- NULL: the row names no unit
  decided_by text NOT NULL,
  decided_at text NOT NULL,
  file_name text NOT NULL,
  sha256 text COLLATE "C" NOT NULL,
  source_row integer NOT NULL,
  PRIMARY KEY (edition, level, province, input)
);
