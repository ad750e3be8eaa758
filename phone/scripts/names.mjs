/**
 * Gives the phone the words that name nobody: `src/tuvurane/groups/rules/name_words.json`, by which the office asks too.
 * One text a list, folded as `records/names.ts` folds what it reads.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const SOURCE = join(HERE, '../../src/tuvurane/groups/rules/name_words.json');
const MADE = join(HERE, '../src/records/generated');

const folded = (words) =>
  words
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
const table = JSON.parse(readFileSync(SOURCE, 'utf8'));
const lists = {
  BEFORE_A_NAME: folded(table.before_a_name),
  SHORTENED: table.shortened,
  TITLES: folded(table.titles),
  SMALL_WORDS: folded(table.small_words),
  BEFORE_A_PLACE: folded(table.before_a_place),
  BEFORE_A_PLACE_SMALL: table.before_a_place_in_small_letters,
  NAMES_NOBODY: [...new Set(Object.values(table.not_names).map(folded).join(' ').split(' '))].sort().join(' '),
};

mkdirSync(MADE, { recursive: true });
const text = Object.entries(lists).map(([name, words]) => `export const ${name} =\n  ${JSON.stringify(words)};\n`);
writeFileSync(join(MADE, 'name-words.ts'), text.join(''));
