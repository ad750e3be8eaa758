/** Who is to be asked what and by when, in which language the words are read, and how answers are drawn. */

import { LANGUAGES, type Language } from '../../records/codes';
import type { ByLanguage, Group, Instrument, Item, Option, Window } from '../../records/group';
import { sameAsked, type Unfinished } from '../../records/interview';
import { type Due, isOpen, leftIn, type Timing, timingOf } from '../../records/schedule';

/** One person in one wave, with what is left to be asked. */
export interface ToAsk {
  readonly seat: number;
  readonly name: string;
  /** Never empty; one that was begun comes first. */
  readonly left: readonly [Due, ...Due[]];
  /** Items that lie behind in one that was begun; 0 where none was. */
  readonly paused: number;
}

export interface Now {
  readonly window: Window;
  readonly timing: Timing;
  readonly people: readonly ToAsk[];
}

/** People still to be asked, window by window and by their seats, only where this phone holds the questionnaire. */
export function toAsk(
  group: Group,
  instruments: readonly Instrument[],
  unfinished: readonly Unfinished[],
  today: string,
): Now[] {
  const held = new Set(instruments.map(({ name }) => name));
  const windows = group.waves.filter((window) => isOpen(window, today));
  const found = windows.map((window) => {
    const left = leftIn(window, group.agreed).filter(({ instrument }) => held.has(instrument));
    const people = group.people.map(({ seat, name }) =>
      onePerson(
        name,
        left.filter((due) => due.seat === seat),
        unfinished.filter(({ record }) => record.body.group === group.id),
      ),
    );
    return { window, timing: timingOf(window, today), people: people.filter(isSomebody) };
  });
  return found.filter(({ people }) => people.length > 0);
}

function isSomebody(one: ToAsk | null): one is ToAsk {
  return one !== null;
}

function onePerson(name: string, due: readonly Due[], unfinished: readonly Unfinished[]): ToAsk | null {
  const positionOf = (one: Due) =>
    unfinished.find(({ record }) => sameAsked(record.body, { ...one, group: record.body.group }))?.position ?? 0;
  const [first, ...others] = [...due].sort((one, other) => positionOf(other) - positionOf(one));
  return first === undefined ? null : { seat: first.seat, name, left: [first, ...others], paused: positionOf(first) };
}

/** Windows that open later, the next one first. */
export function toCome(group: Group, today: string): Window[] {
  const later = group.waves.filter((window) => timingOf(window, today) === 'not_yet');
  return later.sort((one, other) => (one.opens ?? '').localeCompare(other.opens ?? ''));
}

/**
 * The language an interview is held in: the group's own where the wording is loaded in it, else the phone's, else any
 * that is loaded; where none is, our short labels are read in the phone's language.
 */
export function languageOf(
  instrument: Instrument,
  group: Group,
  phone: Language,
): { language: Language; worded: boolean } {
  const complete = (language: Language) => instrument.items.every((item) => (item.text[language] ?? '') !== '');
  const found = [group.language, phone, ...LANGUAGES].find(complete);
  return found === undefined ? { language: phone, worded: false } : { language: found, worded: true };
}

export function wordsIn(texts: ByLanguage, language: Language): string {
  return texts[language] ?? texts.en ?? Object.values(texts)[0] ?? '';
}

/** The answers that may be given to an item: its own, or those of the questionnaire. */
export function optionsOf(item: Item, instrument: Instrument): readonly Option[] {
  return item.options?.length ? item.options : instrument.options;
}

/** How many of how many pebbles an answer fills: the more of it, the fuller. Null for yes and no. */
export function pebbles(option: Option, options: readonly Option[]): { full: number; all: number } | null {
  const values = [...new Set(options.map(({ value }) => value))].sort((one, other) => one - other);
  return values.length <= 2 ? null : { full: values.indexOf(option.value), all: values.length - 1 };
}

/** Where pebbles lie: rows of three at most, so that a glance counts them. */
export function heap(all: number): { readonly columns: number; readonly rows: number } {
  const rows = all <= 3 ? 1 : 2;
  return { columns: Math.ceil(all / rows), rows };
}

/** The number to dial in how somebody is reached, `+25779123456`; null where there is none. */
export function numberIn(reach: string): string | null {
  const found = /\+?\d[\d ().\u00a0-]{4,}\d/.exec(reach)?.[0];
  return found === undefined ? null : found.replace(/[^\d+]/g, '');
}
