-- Links from the units of an edition to those of a later one. A share is that part of the old unit's households, people or
-- land which went to the new unit, 0 to 1, NULL where nobody tells it; a whole link has none.
CREATE TABLE crosswalk (
  from_edition text COLLATE "C" NOT NULL REFERENCES edition (id),
  from_level text COLLATE "C" NOT NULL,
  from_code text COLLATE "C" NOT NULL,
  to_edition text COLLATE "C" NOT NULL REFERENCES edition (id),
  to_level text COLLATE "C" NOT NULL,
  to_code text COLLATE "C" NOT NULL,
  whole boolean NOT NULL,
  households double precision,
  population double precision,
  area double precision,
  source text COLLATE "C" NOT NULL REFERENCES source (id),
  import_number bigint NOT NULL REFERENCES import_log (number),
  source_row integer NOT NULL,
  PRIMARY KEY (from_edition, to_edition, from_level, from_code, to_level, to_code)
);
