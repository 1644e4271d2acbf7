-- The whole store in one schema. People and GIS programs open the views: one for each edition and level with boundaries
-- (communes_2025_07_01), and observation. Identifiers sort by bytes, as the embedded store does.

CREATE TABLE edition (
  fid bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE,
  title_vi text NOT NULL,
  title_en text NOT NULL,
  valid_from text,
  valid_to text,
  levels text NOT NULL -- from the top down, with commas
);

CREATE TABLE unit (
  fid bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  edition text COLLATE "C" NOT NULL REFERENCES edition (id),
  level text COLLATE "C" NOT NULL CHECK (level IN ('province', 'district', 'commune', 'village')),
  code text COLLATE "C" NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  parent text COLLATE "C",
  ord integer NOT NULL, -- place in the packed vectors of the level: 0, 1, 2, ...; never changes
  UNIQUE (edition, level, code),
  UNIQUE (edition, level, ord)
);

CREATE TABLE source (
  fid bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE,
  title text NOT NULL,
  number text NOT NULL,
  publisher text NOT NULL,
  issued text NOT NULL,
  licence text NOT NULL,
  url text NOT NULL
);

-- The bytes of every imported file, kept once, in chunks of 1 MB.
CREATE TABLE source_file (
  sha256 text COLLATE "C" PRIMARY KEY,
  size bigint NOT NULL
);

CREATE TABLE source_chunk (
  sha256 text COLLATE "C" NOT NULL REFERENCES source_file (sha256),
  part integer NOT NULL,
  data bytea NOT NULL,
  PRIMARY KEY (sha256, part)
);

CREATE TABLE import_log (
  number bigint PRIMARY KEY,
  kind text NOT NULL,
  edition text COLLATE "C" NOT NULL REFERENCES edition (id),
  file_name text NOT NULL,
  sha256 text COLLATE "C" NOT NULL REFERENCES source_file (sha256),
  options text NOT NULL, -- JSON
  report text NOT NULL, -- JSON
  imported_at text NOT NULL
);

CREATE TABLE boundary (
  unit bigint PRIMARY KEY REFERENCES unit (fid),
  geom geometry(MultiPolygon, 4326) NOT NULL,
  schematic boolean NOT NULL,
  source text COLLATE "C" NOT NULL REFERENCES source (id),
  import_number bigint NOT NULL REFERENCES import_log (number),
  hash text COLLATE "C" NOT NULL -- SHA-256 over code, geometry, schematic and source
);

-- Coordinates hardly compress, and trying takes most of the time of an import.
ALTER TABLE boundary ALTER COLUMN geom SET STORAGE EXTERNAL;

CREATE INDEX boundary_geom ON boundary USING gist (geom);

-- Each pair of neighbours once.
CREATE TABLE adjacency (
  unit bigint NOT NULL REFERENCES unit (fid),
  neighbour bigint NOT NULL REFERENCES unit (fid),
  PRIMARY KEY (unit, neighbour),
  CHECK (unit < neighbour)
);

-- One row for each series and source. The arrays are in the order of unit.ord, NULL where there is no figure;
-- status is 1 reported, 2 estimated, 3 illustrative; qualifier is {"ord": "word"}.
CREATE TABLE series (
  fid bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL REFERENCES source (id),
  edition text COLLATE "C" NOT NULL REFERENCES edition (id),
  level text COLLATE "C" NOT NULL,
  indicator text NOT NULL,
  period text NOT NULL,
  as_of text,
  standard text NOT NULL,
  area_type text NOT NULL,
  population_group text NOT NULL,
  nature text NOT NULL,
  stage text NOT NULL,
  value double precision[] NOT NULL,
  status smallint[] NOT NULL,
  import_number integer[] NOT NULL,
  source_row integer[] NOT NULL,
  qualifier jsonb NOT NULL,
  UNIQUE (key, source)
);

CREATE TABLE designation (
  fid bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  edition text COLLATE "C" NOT NULL REFERENCES edition (id),
  level text COLLATE "C" NOT NULL,
  unit text COLLATE "C" NOT NULL, -- code; for a village that of its commune
  name text COLLATE "C" NOT NULL,
  scheme text COLLATE "C" NOT NULL,
  class text NOT NULL,
  decision text COLLATE "C" NOT NULL,
  valid_from text,
  valid_to text,
  illustrative boolean NOT NULL,
  source text COLLATE "C" NOT NULL REFERENCES source (id),
  import_number bigint NOT NULL REFERENCES import_log (number),
  source_row integer NOT NULL,
  UNIQUE (edition, scheme, unit, name, decision, source)
);

-- One row for each figure, for people and for SQL.
CREATE VIEW observation AS
SELECT (s.fid << 24) + f.place AS id,
       s.edition, s.level, u.code, u.name, s.indicator, s.period, s.as_of, s.standard, s.area_type,
       s.population_group, s.nature, s.stage, f.value,
       (ARRAY['reported', 'estimated', 'illustrative'])[f.status] AS status,
       coalesce(s.qualifier ->> (f.place - 1)::text, '') AS qualifier,
       s.source, f.import_number, f.source_row
  FROM series s
  CROSS JOIN LATERAL unnest(s.value, s.status, s.import_number, s.source_row)
    WITH ORDINALITY AS f (value, status, import_number, source_row, place)
  JOIN unit u ON u.edition = s.edition AND u.level = s.level AND u.ord = f.place - 1
 WHERE f.value IS NOT NULL;

-- Releases and their pieces. A pruned release keeps its row and loses its manifest.
CREATE TABLE release (
  id text COLLATE "C" PRIMARY KEY,
  manifest bytea
);

CREATE TABLE release_log (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  release text COLLATE "C" NOT NULL REFERENCES release (id),
  action text NOT NULL CHECK (action IN ('publish', 'rollback')),
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE current_release (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  release text COLLATE "C" NOT NULL REFERENCES release (id)
);

CREATE TABLE piece (
  hash text COLLATE "C" PRIMARY KEY,
  size bigint NOT NULL
);

CREATE TABLE piece_chunk (
  hash text COLLATE "C" NOT NULL REFERENCES piece (hash),
  part integer NOT NULL,
  data bytea NOT NULL,
  PRIMARY KEY (hash, part)
);

-- Tiles are compressed already.
ALTER TABLE piece_chunk ALTER COLUMN data SET STORAGE EXTERNAL;
