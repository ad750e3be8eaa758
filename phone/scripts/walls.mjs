/**
 * The walls of the phone: a room imports only rooms below it, only `server` speaks to the network, only `store` opens
 * the database, and no markup carries a style of its own (the page's security policy would drop it).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = join(dirname(fileURLToPath(import.meta.url)), '../src');

/** What each room may import; the order is the order of the house, from the roof down. */
export const MAY_IMPORT = {
  app: ['screens', 'actions', 'sync', 'store', 'server', 'ui', 'words', 'records'],
  screens: ['actions', 'sync', 'store', 'server', 'ui', 'words', 'records'],
  actions: ['sync', 'store', 'server', 'records'],
  sync: ['store', 'server', 'records'],
  store: ['records'],
  server: ['records'],
  ui: ['words', 'records'],
  words: ['records'],
  records: [],
  worker: [],
};

/** Signs that belong to one room: [what, who may, sign]. */
const SIGNS = [
  [
    'speaks to the network',
    ['server', 'worker'],
    /\bfetch\(|\bXMLHttpRequest\b|\bsendBeacon\b|\bWebSocket\b|\bEventSource\b/,
  ],
  ['opens the database', ['store'], /from 'idb'|\bindexedDB\b|\blocalStorage\b|\bsessionStorage\b/],
  ['carries a style of its own', [], /\sstyle=|\.setAttribute\('style'/],
  ['writes raw markup', [], /\binnerHTML\b|\bdangerouslySetInnerHTML\b/],
  ['asks Intl, which knows no Kirundi', [], /\bIntl\.|\btoLocale(Date|Time)?String\(/],
];

/** Faults of one file, given by its path below `src` and its text. */
export function faultsIn(path, text) {
  const room = path.split('/')[0];
  const allowed = MAY_IMPORT[room];
  if (allowed === undefined) return [`${path}: there is no room called ${room}`];
  const faults = [];
  for (const [, , target] of text.matchAll(/(from|import)\s*\(?\s*'(\.[^']+)'/g)) {
    const other = posix.normalize(posix.join(posix.dirname(path), target)).split('/')[0];
    if (other !== room && !allowed.includes(other)) faults.push(`${path}: ${room} may not import ${other}`);
  }
  for (const [what, rooms, sign] of SIGNS) {
    if (!rooms.includes(room) && sign.test(text)) faults.push(`${path}: ${room} ${what}`);
  }
  return faults;
}

/** Faults of the whole house; tests may look through any wall. */
export function faultsOfHouse(source = SOURCE) {
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((file) => faultsIn(relative(source, file), readFileSync(file, 'utf8')));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const faults = faultsOfHouse();
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
