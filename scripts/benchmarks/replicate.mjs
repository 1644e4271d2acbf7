#!/usr/bin/env node
// usage: node scripts/benchmarks/replicate.mjs COMMUNES.geojsonl.gz OUT-FOLDER [COPIES]
//   Makes a larger country for trying out sizes: COPIES (default 10, at most 18) of all communes side by side, each 16
//   degrees west of the one before, all vertices, with new codes ("00" to "17" before the old ones). Writes
//   OUT-FOLDER/provinces.geojsonl.gz (boxes around the communes, as units need a province) and communes.geojsonl.gz.
//   Import both with --anywhere and an edition of their own:
//     atlas import boundaries OUT/provinces.geojsonl.gz --level province --edition 2099-01-01 --anywhere --data DIR
//     atlas import boundaries OUT/communes.geojsonl.gz --edition 2099-01-01 --anywhere --data DIR
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

const SHIFT = 16;
const DECIMALS = 1e9;

const [source, folder, copiesText = '10'] = process.argv.slice(2);
const copies = Number(copiesText);
if (!folder || !Number.isInteger(copies) || copies < 1 || copies > 18) {
  console.error('usage: node scripts/benchmarks/replicate.mjs COMMUNES.geojsonl.gz OUT-FOLDER [COPIES]');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

const writer = (name) => {
  const gzip = createGzip({ level: 1 });
  const done = pipeline(gzip, createWriteStream(join(folder, name)));
  return {
    async line(value) {
      if (!gzip.write(`${JSON.stringify(value)}\n`)) await once(gzip, 'drain');
    },
    async end() {
      gzip.end();
      await done;
    },
  };
};

// The same longitude becomes the same number in every outline, so borders still agree bit for bit.
const shifted = (value, by) =>
  Array.isArray(value[0])
    ? value.map((inner) => shifted(inner, by))
    : [Math.round((value[0] - by) * DECIMALS) / DECIMALS, value[1]];

const lines = () =>
  createInterface({ input: createReadStream(source).pipe(createGunzip()), crlfDelay: Infinity });

const provinces = new Map();
const communes = writer('communes.geojsonl.gz');
for (let copy = 0; copy < copies; copy++) {
  const prefix = String(copy).padStart(2, '0');
  for await (const line of lines()) {
    const { properties, geometry } = JSON.parse(line);
    const coordinates = shifted(geometry.coordinates, copy * SHIFT);
    const province = prefix + properties.province_code;
    await communes.line({
      type: 'Feature',
      properties: {
        code: prefix + properties.code,
        name: `${properties.name} ${prefix}`,
        type: properties.type,
        province_code: province,
      },
      geometry: { type: geometry.type, coordinates },
    });
    const box = provinces.get(province) ?? {
      name: `${properties.province_name} ${prefix}`,
      west: Infinity,
      south: Infinity,
      east: -Infinity,
      north: -Infinity,
    };
    for (const [x, y] of coordinates.flat(2)) {
      box.west = Math.min(box.west, x);
      box.south = Math.min(box.south, y);
      box.east = Math.max(box.east, x);
      box.north = Math.max(box.north, y);
    }
    provinces.set(province, box);
  }
}
await communes.end();

const boxes = writer('provinces.geojsonl.gz');
for (const [code, { name, west, south, east, north }] of provinces) {
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
  await boxes.line({
    type: 'Feature',
    properties: { code, name, type: '' },
    geometry: { type: 'Polygon', coordinates: [ring] },
  });
}
await boxes.end();
