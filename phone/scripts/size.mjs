/** Prints as JSON how many bytes a first load of the phone app takes, compressed, and how many of them are script. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

export const BUILT = join(dirname(fileURLToPath(import.meta.url)), '../../src/tuvurane/web/static/built/phone');
/** Fetched by an installing browser only, not by the app. */
const LATER = ['icon-512.png'];
const SQUEEZED = /\.(png|woff2)$/;
/** What the server's build lays beside a file: the same file again, compressed. */
const TWIN = /\.(gz|br)$/;

/** Names what a phone fetches once its holder needs it; no phone fetches the list itself. */
const LIST = 'later.json';

/** Everything that the page and its service worker fetch the first time, all four languages included. */
export function firstLoad(folder = BUILT) {
  const later = laterFiles(folder);
  return weigh(everyFile(folder).filter((file) => !later.includes(file)));
}

/** What comes in the background once the app has heard from the office. */
export function laterLoad(folder = BUILT) {
  return weigh(laterFiles(folder));
}

function laterFiles(folder) {
  return JSON.parse(readFileSync(join(folder, LIST), 'utf8')).map((file) => join(folder, file));
}

function everyFile(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ![...LATER, LIST].includes(entry.name) && !TWIN.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function weigh(files) {
  const sum = { files: files.length, gzip: { total: 0, script: 0 }, brotli: { total: 0, script: 0 } };
  for (const file of files) {
    const bytes = readFileSync(file);
    const sizes = SQUEEZED.test(file)
      ? { gzip: bytes.length, brotli: bytes.length }
      : { gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes).length };
    for (const way of ['gzip', 'brotli']) {
      sum[way].total += sizes[way];
      if (file.endsWith('.js')) sum[way].script += sizes[way];
    }
  }
  return sum;
}

/** What a facilitator on 2G can be asked to wait for once, in bytes. */
export const BUDGET = { total: 150_000, script: 70_000 };

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const size = firstLoad();
  console.log(JSON.stringify({ ...size, later: laterLoad().gzip }));
  if (size.gzip.total > BUDGET.total || size.gzip.script > BUDGET.script) {
    console.error(`The first load is over its budget: ${JSON.stringify(BUDGET)}`);
    process.exitCode = 1;
  }
}
