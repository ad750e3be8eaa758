/**
 * Words in a line that may name somebody. They are pointed out before the line is saved, and never refused.
 *
 * The rule of the office (`src/tuvurane/groups/rules/names.py`), by the same words; both are held to one table of cases.
 */

import {
  BEFORE_A_NAME,
  BEFORE_A_PLACE,
  BEFORE_A_PLACE_SMALL,
  NAMES_NOBODY,
  SHORTENED,
  SMALL_WORDS,
  TITLES,
} from './generated/name-words';

/** What helps to tell names: how the people of a group are called, and names of places. */
export interface KnownHere {
  readonly own: readonly string[];
  readonly places: readonly string[];
}

const setOf = (words: string) => new Set(words.split(' '));
const beforeAName = setOf(BEFORE_A_NAME);
const shortened = setOf(SHORTENED);
const addressed = new Set([...setOf(TITLES), ...beforeAName]);
const small = setOf(SMALL_WORDS);
const beforeAPlace = setOf(BEFORE_A_PLACE);
const beforeAPlaceSmall = setOf(BEFORE_A_PLACE_SMALL);
const namesNobody = setOf(NAMES_NOBODY);

// Written as texts: the oldest phones know these signs, the build would not leave them alone in a literal.
const LETTERS = '\\p{L}+(?:-\\p{L}+)*';
const piece = () => new RegExp(`(${LETTERS})|(\\+?\\d(?:[ ./-]{0,2}\\d)+)|([.!?…:«“"\\n–—'’])`, 'gu');
const DAY = /^(\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}|\d{4} ?[-/] ?\d{4})$/;
/** Fewer digits are counted things, more ring nowhere (ITU-T E.164). */
const FEWEST_DIGITS = 7;
const MOST_DIGITS = 15;
/** Letters before an apostrophe: l', qu', ng'. */
const ELIDED = 2;
/** A name of two letters is asked about only where it is written as a name. */
const SHORTEST = 3;

/** The words of a line that look like a name or a telephone number, as they stand there, none twice. */
export function nameLike(line: string, { own, places }: KnownHere): string[] {
  const ours = ownWords(own);
  const nobody = new Set(flat(places.map(partsOf)));
  const found = new Map<string, string>();
  let at: Place = { before: '', begins: true, began: true };
  for (const [, word, number, sign] of everyMatch(piece(), line.normalize('NFC'))) {
    if (sign !== undefined) at = { before: at.before, begins: beginsAfter(sign, at), began: at.began };
    if (number !== undefined && rings(number)) keep(number);
    if (word === undefined) continue;
    if (names(word, at, ours, nobody)) keep(word);
    at = { before: word, begins: false, began: at.begins };
  }
  return [...found.values()];

  function keep(word: string) {
    if (!found.has(folded(word))) found.set(folded(word), word);
  }
}

/** Where a reader of a line stands. */
interface Place {
  /** The word before. */
  readonly before: string;
  /** The next word begins a sentence. */
  readonly begins: boolean;
  /** The word before began one. */
  readonly began: boolean;
}

function beginsAfter(sign: string, { before, begins, began }: Place): boolean {
  if (sign === "'" || sign === '’') return began && before.length <= ELIDED;
  return begins || sign !== '.' || !abbreviated(before);
}

/** Whether what was found is a telephone number and not a name. */
export function isNumber(word: string): boolean {
  return /^[+\d]/.test(word);
}

function names(word: string, { before, begins }: Place, ours: Set<string>, nobody: Set<string>): boolean {
  const told = folded(word);
  const ledBy = folded(before);
  if (ours.has(told) || told.split('-').some((half) => ours.has(half))) return true;
  if (namesNobody.has(told) || nobody.has(told) || addressed.has(told)) return false;
  if (beforeAName.has(ledBy)) return !small.has(told);
  if (begins || !capitalised(word)) return false;
  return !beforeAPlace.has(ledBy) && !beforeAPlaceSmall.has(before);
}

/** A form of address is no name; of a longer name what means something else too is left out. */
function ownWords(own: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const name of own) {
    const whole = partsOf(name).filter((part) => !addressed.has(part));
    const parts = flat(whole.map((part) => [part, ...part.split('-')]));
    for (const part of parts) {
      if (part.length >= SHORTEST && (whole.length === 1 || !namesNobody.has(part))) found.add(part);
    }
  }
  return found;
}

function partsOf(text: string): string[] {
  return everyMatch(new RegExp(LETTERS, 'gu'), text.normalize('NFC')).map(([word]) => folded(word));
}

function rings(number: string): boolean {
  const digits = number.replace(/\D/g, '');
  const telephone = digits.length >= FEWEST_DIGITS && digits.length <= MOST_DIGITS;
  return telephone && !digits.endsWith('000') && !DAY.test(number);
}

function abbreviated(word: string): boolean {
  if (word.length === 1) return word !== word.toLowerCase();
  return shortened.has(word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase());
}

function capitalised(word: string): boolean {
  return word.charAt(0) !== word.charAt(0).toLowerCase() && [...word.slice(1)].some((one) => one !== one.toUpperCase());
}

/** Without case and accents. */
function folded(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '');
}

function flat(lists: readonly (readonly string[])[]): string[] {
  return ([] as string[]).concat(...lists);
}

/** What `matchAll` gives, on phones that do not know it yet. */
function everyMatch(pattern: RegExp, text: string): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) found.push(match);
  return found;
}
