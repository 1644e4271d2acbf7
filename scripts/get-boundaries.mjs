// The part of scripts/get-boundaries that fetches: lists the files of a pinned commit, fetches each (bounded, a few at
// a time, again after a failure), checks it against the hash that Git has of it, compares all of them with the units
// of the edition, and writes one GeoJSON feature per line. Files that are there and sound are not fetched again.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { createGzip, gunzipSync, gzipSync } from 'node:zlib';

const REPOSITORY = 'thanglequoc/vietnamese-provinces-database';
const COMMIT = 'cd58063299585146ded3981f2272946ef19ced54';
const WARD = /^json\/geojson\/(\d{2})_[^/]+\/wards\/(\d{5})_[^/]+\.geojson$/;

const MB = 1 << 20;
const MOST_LIST_BYTES = 32 * MB;
const MOST_FILE_BYTES = 32 * MB;
const MOST_BYTES = 2048 * MB;
const AT_ONCE = 6;
const TRIES = 4;
const PATIENCE = 60_000;

const [folder, unitsFile, from] = process.argv.slice(2);
const server = from?.replace(/\/+$/, '');
const listUrl = `${server ?? 'https://api.github.com'}/repos/${REPOSITORY}/git/trees/${COMMIT}?recursive=1`;
const rawUrl = `${server ?? 'https://raw.githubusercontent.com'}/${REPOSITORY}/${COMMIT}`;

const say = (...lines) => console.error(lines.join('\n'));

/** Ends the run: 1 when what came is not what it should be, 3 when it does not come at all. */
class Ending extends Error {
  constructor(code, ...lines) {
    super(lines.join('\n'));
    this.code = code;
  }
}

/** An answer that asking again would not change. */
class Final extends Error {}

async function fetchOnce(url, most) {
  const response = await fetch(url, {
    headers: { 'user-agent': 'xa-atlas get-boundaries' },
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!response.ok) {
    const text = `HTTP ${response.status}`;
    throw response.status < 500 && response.status !== 429 ? new Final(text) : new Error(text);
  }
  const chunks = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > most) throw new Final(`more than ${most} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Bytes from an address; `check` throws when they are not those expected. */
async function get(url, most, check = () => {}) {
  for (let attempt = 1; ; attempt++) {
    try {
      const bytes = await fetchOnce(url, most);
      check(bytes);
      return bytes;
    } catch (failure) {
      if (failure instanceof Final || attempt === TRIES) {
        const why = failure.cause?.code ?? failure.cause?.message ?? failure.message;
        throw new Ending(3, `Cannot fetch ${url}: ${why}`);
      }
      await new Promise((later) => setTimeout(later, 500 * 2 ** attempt));
    }
  }
}

const gitHash = (bytes) =>
  createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');

/** A line of a CSV file without line breaks in its cells. */
const cells = (line) =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
  );

async function unitsOfEdition() {
  const [head, ...rows] = (await readFile(unitsFile, 'utf8')).trim().split(/\r?\n/);
  const columns = cells(head);
  const units = new Map();
  for (const row of rows) {
    const unit = Object.fromEntries(cells(row).map((cell, i) => [columns[i], cell]));
    if (unit.level === 'commune') units.set(unit.code, unit);
  }
  return units;
}

async function listOfFiles(units) {
  const list = JSON.parse((await get(listUrl, MOST_LIST_BYTES)).toString('utf8'));
  if (list.truncated || !Array.isArray(list.tree)) {
    throw new Ending(1, `${listUrl}: the list of files is not whole`);
  }
  const files = new Map();
  let total = 0;
  for (const { path, type, sha, size } of list.tree) {
    const [, province, code] = WARD.exec(path) ?? [];
    if (!code || type !== 'blob') continue;
    if (!/^[0-9a-f]{40}$/.test(sha) || !(size > 0 && size <= MOST_FILE_BYTES)) {
      throw new Ending(1, `${path}: hash or size in the list make no sense (${sha}, ${size} bytes)`);
    }
    if (files.has(code)) throw new Ending(1, `${code} has two files: ${files.get(code).path}, ${path}`);
    if (units.get(code)?.parent !== province) {
      throw new Ending(1, `${path}: edition 2025-07-01 has no unit ${code} in province ${province}`);
    }
    files.set(code, { code, path, sha, size });
    total += size;
  }
  const missing = [...units.keys()].filter((code) => !files.has(code));
  if (missing.length > 0) {
    throw new Ending(1, `No file for ${missing.length} of ${units.size} units: ${missing.slice(0, 10).join(', ')}`);
  }
  if (total > MOST_BYTES) throw new Ending(1, `The files have ${total} bytes, more than is fetched`);
  return { files: [...files.values()], total };
}

async function kept(file) {
  try {
    const bytes = gunzipSync(await readFile(join(folder, `${file.sha}.gz`)), {
      maxOutputLength: MOST_FILE_BYTES,
    });
    return gitHash(bytes) === file.sha ? bytes : undefined;
  } catch {
    return undefined;
  }
}

async function fetchAll(files) {
  let next = 0;
  let done = 0;
  let fetched = 0;
  let told = Date.now();
  const worker = async () => {
    while (next < files.length) {
      const file = files[next++];
      if (!(await kept(file))) {
        const bytes = await get(`${rawUrl}/${encodeURI(file.path)}`, file.size, (came) => {
          if (gitHash(came) !== file.sha) throw new Error('its content is not that of the commit');
        });
        const place = join(folder, `${file.sha}.gz`);
        await writeFile(`${place}.draft`, gzipSync(bytes, { level: 6 }));
        await rename(`${place}.draft`, place);
        fetched++;
      }
      done++;
      if (Date.now() - told > 2000) {
        told = Date.now();
        say(`${done} of ${files.length} files ...`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return fetched;
}

/** Letters without marks, for comparing names that differ in where a tone mark stands. */
const folded = (text) =>
  text
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .toLowerCase();

function feature(file, bytes, unit, differences) {
  const wrong = (why) => new Ending(1, `${file.path}: ${why}`);
  let collection;
  try {
    collection = JSON.parse(bytes.toString('utf8'));
  } catch (failure) {
    throw wrong(`no JSON (${failure.message})`);
  }
  const [only, ...more] = collection?.features ?? [];
  if (!only || more.length > 0) throw wrong('expected exactly one feature');
  const { code, name, fullName } = only.properties ?? {};
  if (code !== file.code) throw wrong(`expected unit ${file.code}, found ${code}`);
  if (!['Polygon', 'MultiPolygon'].includes(only.geometry?.type)) throw wrong('no polygons');
  if (typeof name !== 'string' || folded(name) !== folded(unit.name)) {
    throw wrong(`expected the name ${unit.name}, found ${name}`);
  }
  const official = `${unit.type} ${unit.name}`;
  if (fullName !== official) differences.push(`${code} ${fullName} → ${official}`);
  return {
    type: 'Feature',
    properties: {
      code,
      name: unit.name,
      full_name: official,
      type: unit.type,
      province_code: unit.parent,
    },
    geometry: { type: only.geometry.type, coordinates: only.geometry.coordinates },
  };
}

async function writeLines(files, units) {
  const place = join(folder, 'communes.geojsonl.gz');
  const gzip = createGzip({ level: 6 });
  const written = pipeline(gzip, createWriteStream(`${place}.draft`));
  const differences = [];
  for (const file of files) {
    const bytes = await kept(file);
    if (!bytes) throw new Ending(3, `${join(folder, file.sha)}.gz has gone or changed`);
    const line = JSON.stringify(feature(file, bytes, units.get(file.code), differences));
    if (!gzip.write(`${line}\n`)) await once(gzip, 'drain');
  }
  gzip.end();
  await written;
  await rename(`${place}.draft`, place);
  return { place, differences };
}

async function run() {
  const units = await unitsOfEdition();
  await mkdir(folder, { recursive: true });
  say(
    `Boundaries: https://github.com/${REPOSITORY}, json/geojson, commit ${COMMIT.slice(0, 8)} (MIT licence).`,
    'They derive from the Viet Nam Administrative Units Reference Map (Vietnam Natural Resources, Environment and',
    'Cartography Publishing House), whose terms the repository does not state. Boundaries are for reference only.',
  );
  const { files, total } = await listOfFiles(units);
  say(`${files.length} files, ${Math.round(total / MB)} MB before compression; kept in ${folder}`);
  const fetched = await fetchAll(files);
  const { place, differences } = await writeLines(files, units);
  say(`${fetched} files fetched, ${files.length - fetched} were there; every one has the content of the commit.`);
  if (differences.length > 0) {
    say(
      `${differences.length} units are written or classed otherwise there (the state of 2026-04-30, tone marks); the list of 2025-07-01 stands:`,
      ...differences.slice(0, 20).map((difference) => `  ${difference}`),
      ...(differences.length > 20 ? [`  and ${differences.length - 20} more`] : []),
    );
  }
  say(`${place}: ${files.length} communes`);
}

try {
  await run();
} catch (failure) {
  if (!(failure instanceof Ending)) throw failure;
  say(failure.message);
  process.exit(failure.code); // other files may still be on their way
}
