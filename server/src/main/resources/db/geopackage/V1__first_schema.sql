-- A GeoPackage 1.3 (OGC 12-128r17) that holds the whole store. People and GIS programs see the layers listed in
-- gpkg_contents: one view for each edition and level with boundaries (communes_2025_07_01), and the plain tables
-- edition, unit, source and designation. The other tables are the program's own.

PRAGMA application_id = 1196444487; -- 'GPKG'
PRAGMA user_version = 10300;

CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL,
  description TEXT
);

INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326,
   'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]',
   'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');

CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY,
  data_type TEXT NOT NULL,
  identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE,
  min_y DOUBLE,
  max_x DOUBLE,
  max_y DOUBLE,
  srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);

CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL,
  m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);

CREATE TABLE edition (
  fid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  title_vi TEXT NOT NULL,
  title_en TEXT NOT NULL,
  valid_from TEXT,
  valid_to TEXT,
  levels TEXT NOT NULL -- from the top down, with commas
);

CREATE TABLE unit (
  fid INTEGER PRIMARY KEY,
  edition TEXT NOT NULL REFERENCES edition (id),
  level TEXT NOT NULL CHECK (level IN ('province', 'district', 'commune', 'village')),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  parent TEXT,
  ord INTEGER NOT NULL, -- place in the packed vectors of the level: 0, 1, 2, ...; never changes
  UNIQUE (edition, level, code),
  UNIQUE (edition, level, ord)
);

CREATE TABLE source (
  fid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  number TEXT NOT NULL,
  publisher TEXT NOT NULL,
  issued TEXT NOT NULL,
  licence TEXT NOT NULL,
  url TEXT NOT NULL
);

-- The bytes of every imported file, kept once, in chunks of 1 MB.
CREATE TABLE source_file (
  sha256 TEXT NOT NULL PRIMARY KEY,
  size INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE source_chunk (
  sha256 TEXT NOT NULL REFERENCES source_file (sha256),
  part INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (sha256, part)
);

CREATE TABLE import_log (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  edition TEXT NOT NULL REFERENCES edition (id),
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES source_file (sha256),
  options TEXT NOT NULL, -- JSON
  report TEXT NOT NULL, -- JSON
  imported_at TEXT NOT NULL
);

CREATE TABLE boundary (
  unit INTEGER PRIMARY KEY REFERENCES unit (fid),
  min_x DOUBLE NOT NULL,
  min_y DOUBLE NOT NULL,
  max_x DOUBLE NOT NULL,
  max_y DOUBLE NOT NULL,
  schematic BOOLEAN NOT NULL,
  source TEXT NOT NULL REFERENCES source (id),
  import_number INTEGER NOT NULL REFERENCES import_log (number),
  hash TEXT NOT NULL, -- SHA-256 over code, geometry, schematic and source
  -- GeoPackage geometry, lon/lat in EPSG:4326. Last, so that the others are read without passing through it.
  geom MULTIPOLYGON NOT NULL
);

-- Each pair of neighbours once.
CREATE TABLE adjacency (
  unit INTEGER NOT NULL REFERENCES unit (fid),
  neighbour INTEGER NOT NULL REFERENCES unit (fid),
  PRIMARY KEY (unit, neighbour),
  CHECK (unit < neighbour)
) WITHOUT ROWID;

-- One row for each series and source. The vectors are in the order of unit.ord; a vector is one byte that says
-- how it is kept (0 plain, 1 deflated) and then little-endian numbers: value 8 bytes, NaN for no figure; status 1 byte,
-- 0 none, 1 reported, 2 estimated, 3 illustrative; import_number and source_row 4 bytes. qualifier is JSON: {"ord": "word"}.
CREATE TABLE series (
  fid INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  source TEXT NOT NULL REFERENCES source (id),
  edition TEXT NOT NULL REFERENCES edition (id),
  level TEXT NOT NULL,
  indicator TEXT NOT NULL,
  period TEXT NOT NULL,
  as_of TEXT,
  standard TEXT NOT NULL,
  area_type TEXT NOT NULL,
  population_group TEXT NOT NULL,
  nature TEXT NOT NULL,
  stage TEXT NOT NULL,
  value BLOB NOT NULL,
  status BLOB NOT NULL,
  import_number BLOB NOT NULL,
  source_row BLOB NOT NULL,
  qualifier TEXT NOT NULL,
  UNIQUE (key, source)
);

CREATE TABLE designation (
  fid INTEGER PRIMARY KEY,
  edition TEXT NOT NULL REFERENCES edition (id),
  level TEXT NOT NULL,
  unit TEXT NOT NULL, -- code; for a village that of its commune
  name TEXT NOT NULL,
  scheme TEXT NOT NULL,
  class TEXT NOT NULL,
  decision TEXT NOT NULL,
  valid_from TEXT,
  valid_to TEXT,
  illustrative BOOLEAN NOT NULL,
  source TEXT NOT NULL REFERENCES source (id),
  import_number INTEGER NOT NULL REFERENCES import_log (number),
  source_row INTEGER NOT NULL,
  UNIQUE (edition, scheme, unit, name, decision, source)
);

INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES
  ('edition', 'attributes', 'edition'),
  ('unit', 'attributes', 'unit'),
  ('source', 'attributes', 'source'),
  ('designation', 'attributes', 'designation');
