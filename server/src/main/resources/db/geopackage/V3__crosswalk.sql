-- Links from the units of an edition to those of a later one. A share is that part of the old unit's households, people or
-- land which went to the new unit, 0 to 1, NULL where nobody tells it; a whole link has none.
CREATE TABLE crosswalk (
  from_edition TEXT NOT NULL REFERENCES edition (id),
  from_level TEXT NOT NULL,
  from_code TEXT NOT NULL,
  to_edition TEXT NOT NULL REFERENCES edition (id),
  to_level TEXT NOT NULL,
  to_code TEXT NOT NULL,
  whole BOOLEAN NOT NULL,
  households DOUBLE,
  population DOUBLE,
  area DOUBLE,
  source TEXT NOT NULL REFERENCES source (id),
  import_number INTEGER NOT NULL REFERENCES import_log (number),
  source_row INTEGER NOT NULL,
  PRIMARY KEY (from_edition, to_edition, from_level, from_code, to_level, to_code)
) WITHOUT ROWID;
