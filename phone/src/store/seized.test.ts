/**
 * A phone in the wrong hands: everything that the browser keeps of it is dumped, and nothing of what matters is found.
 * Looked for in whatever form bytes can take: as text in two encodings, in base64 at each of its three offsets, in hex.
 */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  AMAHORO,
  answered,
  answered20,
  CHEAP,
  deskWith,
  enrolment,
  freshVault,
  NADIAS,
  NOW,
  OWN,
  PIN,
  pocketStorage,
  ROUND,
  SITTING,
  TODAY,
  TWENTY,
} from '../../tests/cast';
import { finishInterview, leaveInterview } from '../actions/ask';
import type { Desk } from '../actions/desk';
import { enrol } from '../actions/enrol';
import { recordSession } from '../actions/record-session';
import { recordSupervision } from '../actions/record-supervision';
import type { Group } from '../records/group';
import { roundDraft } from '../records/own-drafts';
import { exchange } from '../sync/exchange';
import { SEALED, TABLES, type Vault } from './database';
import { keepDraft } from './drafts';
import { setLock } from './lock';
import { keepMarker } from './marker';
import { readAll } from './rows';

/** No name of four letters: it could stand by chance in bytes that mean nothing. */
const GROUP: Group = {
  ...AMAHORO,
  name: 'Amahoro Iteka',
  people: [
    { seat: 1, name: 'Nadia' },
    { seat: 2, name: 'Espérance' },
    { seat: 3, name: 'Jean-Bosco' },
  ],
};
/** A facilitator who also supervises. */
const OWN_WORK = { ...OWN, round: ROUND };
const NOTE = 'Nadia wept, then all were quiet.';
const LINE = 'two neighbours share a well';
const HALF = 'half a note, not yet saved';
const ASKED = 'we two do not speak any more';
const BEGUN = 'they sat apart, not yet saved';
const TOKEN = 'token-of-amina';
const SECRETS = [
  ...GROUP.people.map(({ name }) => name),
  ...GROUP.facilitators.map(({ name }) => name),
  ...[GROUP.name, GROUP.place, 'Synthetic partner', TOKEN, NOTE, LINE, HALF, 'church'],
  ...[PIN, 'srq_01', 'answers', 'starts_on', 'facilitators'],
  ...[
    ASKED,
    BEGUN,
    'Practise silence together',
    'is to be observed again',
    'Basic training, Gitega',
    'You do this well',
  ],
];

let words: Map<string, string>;

beforeEach(() => {
  words = pocketStorage();
});
afterEach(() => vi.unstubAllGlobals());

/** A facilitator's day: registered, groups fetched, a session saved and one begun, a questionnaire closed. */
async function usedPhone(): Promise<{ vault: Vault; desk: Desk }> {
  const vault = await freshVault();
  const definitions = { me: enrolment().me, expires_days: 45, instruments: [TWENTY] };
  const desk = deskWith(await setLock(vault, PIN, CHEAP), {
    enrol: () => Promise.resolve({ ok: true, body: enrolment(), clock: NOW }),
    sync: () => Promise.resolve(answered({ groups: [GROUP], definitions, own_digest: 'o1', own: OWN_WORK })),
  });
  await enrol(desk, 'abcd efgh', 'Chrome Android', 'rn');
  expect(await exchange(desk)).toEqual({ how: 'done' });
  const marks = { p: [1, 2], e: [], a: [3] };
  const filled = { note: NOTE, shifts: [{ d: 'reconciled', line: LINE } as never] };
  const body = { group: GROUP.id, n: 3, on: TODAY, min: 180, place: 'church', phase: 'trust', by: [1], marks } as const;
  await recordSession(desk, { ...body, ...filled }, `${GROUP.id}/3/`, [], null);
  const help = { topic: 'pair', on: TODAY, line: ASKED } as const;
  await recordSupervision(desk, 'help', help, { draft: 'help/', outbox: [], correcting: null });
  await keepDraft(desk.store, roundDraft(ROUND.groups[0]?.id ?? '', 'visit', null), { note: BEGUN });
  await keepDraft(desk.store, `${GROUP.id}/4/`, { note: HALF, names: GROUP.people });
  await finishInterview(desk, SITTING, await answered20(desk, { 1: 1, 2: null, 17: 1 }));
  const second = { ...SITTING, asked: { ...NADIAS, seat: 2 } };
  await answered20(desk, { 1: 1, 2: 0 }, second);
  keepMarker(2);
  return { vault, desk };
}

/** Every value that the browser keeps, keys of rows too. */
async function dump(vault: Vault): Promise<unknown[]> {
  const rows = await Promise.all(
    TABLES.map(async (table) => [await vault.db.getAllKeys(table), await vault.db.getAll(table)]),
  );
  return [...rows, [...words]];
}

/** All texts and bytes inside a value, each in every reading. */
function readings(value: unknown): string[] {
  if (typeof value === 'string')
    return [value, ...ofBytes(Buffer.from(value, 'base64')), ...ofBytes(Buffer.from(value))];
  if (value instanceof Uint8Array) return ofBytes(value);
  if (value instanceof CryptoKey || typeof value !== 'object' || value === null) return [String(value)];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...readings(inner)]);
}

function ofBytes(bytes: Uint8Array): string[] {
  const raw = Buffer.from(bytes);
  const shifted = Buffer.concat([Buffer.alloc(1), raw]);
  return [
    ...(['utf8', 'utf16le', 'latin1', 'hex', 'base64'] as const).map((encoding) => raw.toString(encoding)),
    shifted.toString('utf16le'),
  ];
}

/** A secret as it may stand inside base64, whatever stands before it, and in hex. */
function disguises(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const at = (offset: number) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(offset === 0 ? 0 : offset + 1, offset === 0 ? -1 : -2);
  };
  return [secret, at(0), at(1), at(2), bytes.toString('hex')].filter((form) => form.length >= 5);
}

function found(all: readonly string[], secrets: readonly string[]): string[] {
  return secrets.filter((secret) => disguises(secret).some((form) => all.some((text) => text.includes(form))));
}

test('the search finds what lies open, in whatever form', () => {
  const planted = [
    { note: NOTE },
    Buffer.from(NOTE, 'utf16le'),
    Buffer.from(`x${NOTE}`).toString('base64'),
    new Uint8Array(Buffer.from(`{"a":"${NOTE}"}`)),
    Buffer.from(NOTE).toString('hex'),
  ];

  for (const one of planted) expect(found(readings(one), [NOTE]), String(one)).toEqual([NOTE]);
});

test('without the PIN no name, no group, no token, no answer and no note is found', async () => {
  const { vault } = await usedPhone();

  const all = readings(await dump(vault));

  expect(all.length).toBeGreaterThan(100);
  expect(found(all, SECRETS)).toEqual([]);
});

test('without the PIN the keys are there to be used, not to be taken', async () => {
  const { vault } = await usedPhone();

  const keys = await vault.db.getAll('keys');

  expect(keys).toHaveLength(1);
  for (const key of keys) await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
});

test('with the PIN the names are found, and still no answer', async () => {
  const { desk, vault } = await usedPhone();

  const opened = await Promise.all(SEALED.map((table) => readAll(desk.store, table)));

  const { instruments: _definitions, ...rest } = Object.fromEntries(SEALED.map((table, at) => [table, opened[at]]));
  expect(found(readings(rest), [GROUP.name, NOTE, TOKEN])).toEqual([GROUP.name, NOTE, TOKEN]);
  expect(found([...readings(rest), ...readings(await dump(vault))], ['srq_01', '"answers"'])).toEqual([]);
});

test('of a questionnaire that is left in the middle the memory holds no answer, as of one that is finished', async () => {
  const { desk } = await usedPhone();

  leaveInterview(desk, { ...NADIAS, seat: 2 });

  expect(found(readings([...desk.interviews.values()].map(({ answers }) => [...answers])), ['srq_'])).toEqual([]);
  expect(found(readings([...desk.interviews]), ['srq_01', '"answers"'])).toEqual([]);
  expect([...desk.interviews.values()].map(({ position }) => position)).toEqual([2]);
});
