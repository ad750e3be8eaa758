/**
 * Makes the phone's dictionaries from the table of words. Stops when a word is missing in a language, when a language
 * forgets a detail such as {n}, or when a key stands twice. One file a language holds the texts only, in the order of
 * `keys.ts`: a phone loads the one it speaks. Words of screens that come later (`LATER`) stand in files of their own,
 * so that the first load does not carry them.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const LANGUAGES = ['rn', 'fr', 'sw', 'en'];
const HERE = dirname(fileURLToPath(import.meta.url));
const TABLE = join(HERE, '../../src/tuvurane/foundation/table_of_words');
const MADE = join(HERE, '../src/words/generated');
const HEADER = 'key,en,fr,fr_status,rn,rn_status,sw,sw_status,note';
/** The families of `codes.csv` that the phone shows. */
const FAMILIES = [
  'phase',
  'mark',
  'place_kind',
  'missed',
  'challenge',
  'shift',
  'noticed_by',
  'voice',
  'wave',
  'weekday',
  'language',
];

/** Families that only screens that come later speak of. */
const LATER_FAMILIES = ['community_role', 'worry'];

/** The files whose words come with the screens that speak them. */
const LATER = ['phone_ask.csv', 'phone_raise.csv', 'phone_shifts.csv', 'phone_supervision.csv'];

/** Rows of an RFC 4180 text. */
export function rowsOf(csv) {
  const rows = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows[rows.length - 1].push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '') break;
    if (end !== ',') rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

/** Words by key from one file: `{texts: {en, …}, drafts: ['rn', …]}`. */
export function wordsOf(csv, file) {
  const [header, ...rows] = rowsOf(csv);
  if (header?.join(',') !== HEADER) throw new Error(`${file}: the header must be ${HEADER}`);
  return rows.map((row) => {
    const cell = Object.fromEntries(header.map((name, at) => [name, row[at] ?? '']));
    const texts = Object.fromEntries(LANGUAGES.map((language) => [language, cell[language]]));
    const drafts = LANGUAGES.filter((language) => language !== 'en' && cell[`${language}_status`] !== 'reviewed');
    const later = LATER.includes(file) || LATER_FAMILIES.includes(cell.key.split('.')[0]);
    return { key: cell.key, texts, drafts, later };
  });
}

/** Every fault of the words that would show on a phone. */
export function faultsOf(words) {
  const faults = [];
  const seen = new Set();
  for (const { key, texts } of words) {
    if (seen.has(key)) faults.push(`${key} stands twice`);
    seen.add(key);
    const wanted = detailsOf(texts.en).join();
    for (const language of LANGUAGES) {
      if (texts[language] === '') faults.push(`${key} has no word in ${language}`);
      else if (detailsOf(texts[language]).join() !== wanted) faults.push(`${key} needs {${wanted}} in ${language}`);
    }
  }
  return faults;
}

function detailsOf(text) {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();
}

function keysModule(words, [places_, key, details_]) {
  const places = words.map(({ key }, at) => `  '${key}': ${at},`).join('\n');
  const details = words
    .filter(({ texts }) => detailsOf(texts.en).length > 0)
    .map(
      ({ key, texts }) =>
        `  '${key}': { ${detailsOf(texts.en)
          .map((name) => `${name}: string | number`)
          .join('; ')} };`,
    );
  return `export const ${places_} = {\n${places}\n} as const;\nexport type ${key} = keyof typeof ${places_};\nexport interface ${details_} {\n${details.join('\n')}\n}\n`;
}

function languagesModule(words) {
  const textOf = (key, language) => words.find((word) => word.key === key)?.texts[language] ?? '';
  const choices = LANGUAGES.map((language) => ({
    language,
    name: textOf(`language.${language}`, language),
    draft: words.some(({ drafts }) => drafts.includes(language)) ? textOf('phone.draft_words', language) : '',
  }));
  return `export const CHOICES = ${JSON.stringify(choices, null, 2)} as const;\n${loadersModule('dictionaries', '')}`;
}

function loadersModule(name, prefix) {
  const loaders = LANGUAGES.map(
    (language) => `  ${language}: () => import('./${prefix}${language}').then((words) => words.default),`,
  );
  return `export const ${name} = {\n${loaders.join('\n')}\n};\n`;
}

/** All words of the phone, sound or not at all. */
export function readTable(folder = TABLE) {
  const codes = wordsOf(readFileSync(join(folder, 'codes.csv'), 'utf8'), 'codes.csv');
  const phone = readdirSync(folder)
    .filter((file) => /^phone.*\.csv$/.test(file))
    .sort()
    .flatMap((file) => wordsOf(readFileSync(join(folder, file), 'utf8'), file));
  const words = [...codes.filter(({ key }) => [...FAMILIES, ...LATER_FAMILIES].includes(key.split('.')[0])), ...phone];
  const faults = faultsOf(words);
  if (faults.length > 0) throw new Error(`The table of words is not whole:\n${faults.join('\n')}`);
  return words;
}

function writeTexts(file, words, language) {
  const texts = words.map(({ texts }) => texts[language]);
  writeFileSync(join(MADE, file), `export default ${JSON.stringify(texts, null, 1)} as readonly string[];\n`);
}

function main() {
  const words = readTable();
  const [first, later] = [words.filter((word) => !word.later), words.filter((word) => word.later)];
  mkdirSync(MADE, { recursive: true });
  writeFileSync(join(MADE, 'keys.ts'), keysModule(first, ['PLACES', 'WordKey', 'WordDetails']));
  writeFileSync(join(MADE, 'languages.ts'), languagesModule(words));
  writeFileSync(
    join(MADE, 'later.ts'),
    keysModule(later, ['LATER_PLACES', 'LaterKey', 'LaterDetails']) + loadersModule('laterDictionaries', 'later-'),
  );
  for (const language of LANGUAGES) {
    writeTexts(`${language}.ts`, first, language);
    writeTexts(`later-${language}.ts`, later, language);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
