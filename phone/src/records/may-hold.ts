/**
 * What this phone may hold of what the server sends, field by field. Whatever else arrives (scores, answers, notes,
 * concerns) is dropped before it touches the database. A field is added here by a person who has thought about a
 * checkpoint; the types make sure that nothing is declared and then forgotten here.
 */

import type { Me } from './enrolment';
import type { Group, Instrument } from './group';
import type { Own } from './own';

/** A plain value of this sort; anything else becomes null, or is left out where it may be. */
type Leaf = 'text' | 'number' | 'yes_no' | 'code';

/** The same form as the thing itself: objects by their fields, lists by their one item, values by their sort. */
type Shape<Thing> = Thing extends readonly (infer One)[]
  ? readonly [Shape<NonNullable<One>>]
  : Thing extends object
    ? { readonly [Name in keyof Required<Thing>]: Shape<NonNullable<Thing[Name]>> }
    : Leaf;

const BY_LANGUAGE = { rn: 'text', fr: 'text', sw: 'text', en: 'text' } as const;
const OPTION = { value: 'number', label: BY_LANGUAGE } as const;
const CHECKLIST = {
  version: 'code',
  elements: [{ code: 'code', text: 'text', first: 'number', last: 'number' }],
} as const;
const BEHAVIOUR = { code: 'code', kind: 'code', text: 'text' } as const;
const READING = { id: 'code', by: 'text', counted: 'yes_no' } as const;

interface Things {
  groups: Omit<Group, 'beside'> & { readonly beside: readonly BesideShape[] };
  instruments: Instrument;
  me: Me;
  own: Own;
}

/** What two reports say about one field is a code, a number or a list of them; `differing` looks at it closely. */
type BesideShape = Omit<Group['beside'][number], 'differ'> & {
  readonly differ: readonly { readonly key: string }[];
};

export const MAY_HOLD: { readonly [Name in keyof Things]: Shape<Things[Name]> } = {
  groups: {
    id: 'code',
    name: 'text',
    place: 'text',
    language: 'code',
    status: 'code',
    seed: 'number',
    weekday: 'number',
    starts_on: 'code',
    facilitators: [{ n: 'number', name: 'text' }],
    people: [{ seat: 'number', name: 'text' }],
    sessions: [{ n: 'number', on: 'code', phase: 'code' }],
    missed: [{ on: 'code', reason: 'code' }],
    waves: [
      {
        arm: 'code',
        wave: 'code',
        opens: 'code',
        due: 'code',
        closes: 'code',
        asks: [{ instrument: 'code', done: ['number'] }],
      },
    ],
    agreed: ['number'],
    only_ask: 'yes_no',
    call: 'text',
    paused: 'text',
    voice: [{ n: 'number', heard: 'number', safe: 'number', respected: 'number', helped: 'number' }],
    beside: [{ n: 'number', reports: [READING], differ: [{ key: 'code' }] }],
    beside_missed: [{ on: 'code', reports: [{ ...READING, reason: 'code' }] }],
  },
  instruments: {
    name: 'code',
    version: 'code',
    title: 'text',
    items: [{ key: 'code', label: BY_LANGUAGE, text: BY_LANGUAGE, safeguarding: 'yes_no', options: [OPTION] }],
    options: [OPTION],
  },
  me: { name: 'text', language: 'code', only_asks: 'yes_no' },
  // Facilitators by name, groups by name and place: on a supervisor's phone there is no participant at all.
  own: {
    trainings: [{ level: 'code', name: 'text', from: 'code', to: 'code', status: 'code' }],
    refresher: { due: 'code', state: 'code' },
    // biome-ignore lint/suspicious/noThenProperty: a text of the wire, "then" beside "now"; it is never awaited by itself
    growth: [{ title: 'text', then: 'text', now: 'text', practise: 'text' }],
    checklist: CHECKLIST,
    round: {
      rubric: {
        name: 'code',
        version: 'code',
        competences: [{ code: 'code', title: 'text', about: 'text', behaviours: [BEHAVIOUR] }],
      },
      checklist: CHECKLIST,
      charges: [{ id: 'code', name: 'text', gate: 'yes_no' }],
      groups: [{ id: 'code', name: 'text', place: 'text', next_n: 'number', facilitators: ['code'] }],
      plan: [{ group: 'code', who: ['code'], reasons: ['text'] }],
      follow_ups: [{ id: 'code', what: 'text', due: 'code', who: 'code' }],
    },
  },
};

/** The fields in which two reports of a session can differ. Notes and lines are not among them. */
const DIFFERING = /^(on|min|place|phase|by|hard|voice\.[a-z]{1,20}|mark\.\d{1,3})$/;
/** Codes, ids and days; never a sentence. */
const CODE = /^[\w.-]{1,64}$/;
const LONGEST_TEXT = 500;

/** The part of `thing` that a phone may hold. */
export function allowed<Name extends keyof Things, Thing>(name: Name, thing: Thing): Thing {
  const kept = pick(MAY_HOLD[name], thing) as Record<string, unknown>;
  if (name === 'groups') kept['beside'] = besideOf((thing as { beside?: unknown }).beside);
  return kept as Thing;
}

type AnyShape = Leaf | readonly AnyShape[] | { readonly [name: string]: AnyShape };

function pick(shape: AnyShape, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (typeof shape === 'string') return leaf(shape, value);
  if (Array.isArray(shape)) return listOf(value).map((one) => pick(shape[0] as AnyShape, one));
  const fields: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(shape)) {
    const found = (value as Record<string, unknown>)[name];
    if (found !== undefined) fields[name] = pick(inner, found);
    else if (Array.isArray(inner)) fields[name] = [];
  }
  return fields;
}

function leaf(sort: Leaf, value: unknown): unknown {
  if (sort === 'number') return typeof value === 'number' ? value : null;
  if (sort === 'yes_no') return value === true;
  if (typeof value !== 'string') return null;
  if (sort === 'code') return CODE.test(value) ? value : null;
  return value.slice(0, LONGEST_TEXT);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Sessions that were reported twice, with what differs. */
function besideOf(value: unknown): unknown[] {
  const shape = MAY_HOLD.groups.beside[0];
  return listOf(value).map((one) => {
    const kept = pick(shape, one) as Record<string, unknown>;
    const differ = listOf((one as { differ?: unknown }).differ) as { key: string; values: unknown }[];
    const known = differ.filter(({ key }) => DIFFERING.test(key));
    return { ...kept, differ: known.map(({ key, values }) => ({ key, values: listOf(values).map(saidOf) })) };
  });
}

/** A code, a number, or a list of them; null is a report that says nothing. */
function saidOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(saidOf).filter((one) => one !== null);
  return leaf(typeof value === 'number' ? 'number' : 'code', value);
}
