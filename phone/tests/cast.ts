/** One cast for the whole suite: amina and bosco lead the group Amahoro; nadia, esperance and jean sit in it. */

import 'fake-indexeddb/auto';
import { vi } from 'vitest';
import { answer, interviewWith, type Sitting } from '../src/actions/ask';
import type { Desk } from '../src/actions/desk';
import { fromBase64, textOf, utf8 } from '../src/records/bytes';
import type { Enrolment, Result, Synced } from '../src/records/enrolment';
import type { Group, Instrument } from '../src/records/group';
import { uuid7 } from '../src/records/ids';
import type { Own, Round } from '../src/records/own';
import type { Asked, SessionRecord } from '../src/records/record';
import { PURPOSES, type Purpose } from '../src/records/seal';
import type { Answer, Server } from '../src/server/client';
import { openVault, type Store, type Vault } from '../src/store/database';
import { keepEnrolment } from '../src/store/enrolment';
import { setLock } from '../src/store/lock';
import { keepRecord } from '../src/store/outbox';
import { put, write } from '../src/store/rows';
import { readSnapshot } from '../src/store/snapshot';

export const TODAY = '2026-11-22';
export const NOW = new Date('2026-11-22T14:05:09Z');

export const AMAHORO: Group = {
  id: '0192f0a0-0000-7000-8000-000000000001',
  name: 'Amahoro',
  place: 'Busuma, Ruyigi',
  language: 'rn',
  status: 'running',
  seed: 4711,
  weekday: 4,
  starts_on: '2026-11-05',
  facilitators: [
    { n: 1, name: 'Amina' },
    { n: 2, name: 'Bosco' },
  ],
  people: [
    { seat: 1, name: 'Nadia' },
    { seat: 2, name: 'Espérance' },
    { seat: 3, name: 'Jean' },
  ],
  sessions: [
    { n: 1, on: '2026-11-05', phase: 'safety' },
    { n: 2, on: '2026-11-12', phase: 'trust' },
  ],
  missed: [],
  waves: [
    {
      arm: 'group',
      wave: 'baseline',
      opens: '2026-10-08',
      due: '2026-11-26',
      closes: '2026-12-10',
      asks: [{ instrument: 'srq20', done: [] }],
    },
    {
      arm: 'group',
      wave: 'end',
      opens: '2027-02-04',
      due: '2027-02-25',
      closes: '2027-03-25',
      asks: [{ instrument: 'srq20', done: [] }],
    },
  ],
  agreed: [1, 2],
  only_ask: false,
  call: 'Chantal, +257 79 12 34 56',
  paused: '',
  voice: [],
  beside: [],
  beside_missed: [],
};

/** The same group after amina and bosco each reported session 2, and the week of the 19th, in their own way. */
export const TWICE: Group = {
  ...AMAHORO,
  missed: [{ on: '2026-11-19', reason: 'rain' }],
  beside: [
    {
      n: 2,
      reports: [
        { id: 'amina', by: 'Amina', counted: true },
        { id: 'bosco', by: 'Bosco', counted: false },
      ],
      differ: [
        { key: 'on', values: ['2026-11-12', '2026-11-13'] },
        { key: 'phase', values: ['trust', 'care'] },
        { key: 'mark.2', values: ['present', 'excused'] },
      ],
    },
  ],
  beside_missed: [
    {
      on: '2026-11-19',
      reports: [
        { id: 'm1', by: 'Amina', counted: true, reason: 'rain' },
        { id: 'm2', by: 'Bosco', counted: false, reason: 'mourning' },
      ],
    },
  ],
};

/** What nadia is asked before the group begins. */
export const NADIAS: Asked = { group: AMAHORO.id, seat: 1, arm: 'group', wave: 'baseline', instrument: 'srq20' };

/** Twenty questions answered by yes or no, as SRQ-20 has them, with labels of our own; a yes to the 17th asks to act. */
export const TWENTY: Instrument = {
  name: 'srq20',
  version: '1',
  title: 'SRQ-20',
  items: Array.from({ length: 20 }, (_, at) => ({
    key: `srq_${String(at + 1).padStart(2, '0')}`,
    label: { en: `Label ${at + 1}`, rn: `Izina ${at + 1}` },
    text: {},
    safeguarding: at + 1 === 17,
    options: [],
  })),
  options: [
    { value: 0, label: { en: 'No' } },
    { value: 1, label: { en: 'Yes' } },
  ],
};

/** The round of carine, who looks after amina and bosco; bosco is to be seen again before he leads another group. */
export const ROUND: Round = {
  rubric: {
    name: 'tuvurane-cbs',
    version: '1.0',
    competences: [
      {
        code: 'listening',
        title: 'Listening without judging',
        about: 'Lets people finish.',
        behaviours: [
          { code: 'h1', kind: 'harmful', text: 'Lectures a member' },
          { code: 'b1', kind: 'basic', text: 'Waits until somebody has finished' },
          { code: 'b2', kind: 'basic', text: 'Looks at who speaks' },
          { code: 'a1', kind: 'advanced', text: 'Helps others to listen' },
        ],
      },
      {
        code: 'time',
        title: 'Time',
        about: 'Begins and ends.',
        behaviours: [
          { code: 'b1', kind: 'basic', text: 'Begins in time' },
          { code: 'a1', kind: 'advanced', text: 'Gives the last word time' },
        ],
      },
    ],
  },
  checklist: {
    version: '2026-11',
    elements: [
      { code: 'circle', text: 'All sat in one circle', first: 1, last: 15 },
      { code: 'rules_agreed', text: 'The group agreed on its rules', first: 1, last: 1 },
      { code: 'last_week', text: 'Asked about last week', first: 2, last: 15 },
    ],
  },
  charges: [
    { id: 'a1000000-0000-7000-8000-000000000001', name: 'Amina', gate: true },
    { id: 'a1000000-0000-7000-8000-000000000002', name: 'Bosco', gate: false },
  ],
  groups: [
    {
      id: '0192f0a0-0000-7000-8000-000000000001',
      name: 'Amahoro',
      place: 'Busuma',
      next_n: 3,
      facilitators: ['a1000000-0000-7000-8000-000000000001', 'a1000000-0000-7000-8000-000000000002'],
    },
  ],
  plan: [
    {
      group: '0192f0a0-0000-7000-8000-000000000001',
      who: ['a1000000-0000-7000-8000-000000000002'],
      reasons: ['Bosco is to be observed again.', 'Nobody was there since: 01/11/2026.'],
    },
  ],
  follow_ups: [
    {
      id: 'f1000000-0000-7000-8000-000000000001',
      what: 'Practise silence together',
      due: '2026-11-20',
      who: 'a1000000-0000-7000-8000-000000000002',
    },
  ],
};

/** What the office tells amina of her own work. */
export const OWN: Own = {
  trainings: [
    { level: 'basic', name: 'Basic training, Gitega', from: '2026-03-02', to: '2026-03-06', status: 'completed' },
  ],
  refresher: { due: '2027-03-06', state: 'fresh' },
  growth: [
    {
      title: 'Listening without judging',
      // biome-ignore lint/suspicious/noThenProperty: a text of the wire, never awaited by itself
      then: 'You have begun: part of it was seen.',
      now: 'You do this well.',
      practise: null,
    },
  ],
  checklist: ROUND.checklist,
  round: null,
};

/** What the office tells carine: her round. */
export const CARINES: Own = { trainings: [], refresher: null, growth: [], checklist: null, round: ROUND };

export function sessionRecord(id: string, n = 3, changes: Partial<SessionRecord['body']> = {}): SessionRecord {
  const body = {
    group: AMAHORO.id,
    n,
    on: '2026-11-19',
    min: 180,
    place: 'church',
    phase: 'trust',
    by: [1, 2],
    marks: { p: [1, 2], e: [], a: [3] },
    ...changes,
  } as const;
  return { id, kind: 'session', v: 1, at: '2026-11-19T15:00:00Z', body };
}

const BOX = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
/** The organisation's box: what a phone knows of it, and what only the server has. */
export const OFFICE = {
  box: Buffer.from(await crypto.subtle.exportKey('raw', BOX.publicKey)).toString('base64'),
  privateKey: BOX.privateKey,
};

/** Opens an envelope the way the server does. */
export async function opened(purpose: Purpose, id: string, box: string): Promise<string> {
  const [bytes, name] = [fromBase64(box), utf8(id)];
  const point = await crypto.subtle.importKey('raw', bytes.slice(1, 66), BOX.publicKey.algorithm, false, []);
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: point }, OFFICE.privateKey, 256);
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: utf8(PURPOSES[purpose] + id) };
  const key = await crypto.subtle.deriveKey(derivation, material, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
  const lock = { name: 'AES-GCM', iv: bytes.slice(66, 78), additionalData: name };
  return textOf(await crypto.subtle.decrypt(lock, key, bytes.slice(78)));
}

export function enrolment(box = OFFICE.box): Enrolment {
  return {
    device: '0192f0a0-0000-7000-8000-0000000000d1',
    token: 'token-of-amina',
    organisation: { name: 'Synthetic partner', box },
    me: { name: 'Amina', language: 'rn' },
    synthetic: true,
  };
}

export const PIN = '482915';
/** A test tries PINs by the dozen. */
export const CHEAP = { m: 8, t: 1, p: 1 };

let phones = 0;

/** How nadia is asked, by a phone that may ask screening items. */
export const SITTING: Sitting = { asked: NADIAS, instrument: TWENTY, lang: 'rn', screening: true, today: TODAY };

/** Nadia answers these items, and the app is left as it is. */
export async function answered20(desk: Desk, values: Readonly<Record<number, number | null>>, sitting = SITTING) {
  const { interviews } = await readSnapshot(desk.store);
  const interview = interviewWith(desk, sitting, interviews);
  for (const [place, value] of Object.entries(values)) {
    const item = sitting.instrument.items[Number(place) - 1];
    if (item !== undefined) await answer(desk, sitting, interview, item, value);
  }
  return interview;
}

/** A phone of its own for each test, before a PIN is chosen. */
export function freshVault(): Promise<Vault> {
  phones += 1;
  return openVault(`test-${phones}`, () => undefined);
}

/** A store of its own for each test, unlocked. */
export async function freshStore(): Promise<Store> {
  return setLock(await freshVault(), PIN, CHEAP);
}

export function deskWith(store: Store, server: Partial<Server> = {}): Desk {
  const silent = () => Promise.resolve({ ok: false, why: 'network' } as const);
  return {
    store,
    server: { enrol: silent, sync: silent, ...server },
    now: () => NOW,
    interviews: new Map(),
    ticks: () => 0,
  };
}

export async function enrolledDesk(server: Partial<Server> = {}): Promise<Desk> {
  const store = await freshStore();
  await keepEnrolment(store, enrolment(), NOW, NOW);
  await write(store, () => [put('groups', AMAHORO.id, AMAHORO)]);
  return deskWith(store, server);
}

export function synced(changes: Partial<Synced> = {}): Synced {
  return {
    results: [],
    revoked: false,
    cursor: 7,
    more: false,
    gone: [],
    groups: [],
    digest: 'd',
    definitions: null,
    ...changes,
  };
}

export function answered(changes: Partial<Synced> = {}): Answer<Synced> {
  return { ok: true, body: synced(changes), clock: NOW };
}

/** A server that takes every record and has nothing to tell. */
export const accepting: Server['sync'] = (_token, _language, { records }) =>
  Promise.resolve(answered({ results: records.map(() => verdict('accepted')) }));

/** A server that answers what `results` says, record by record. */
export function answering(...results: Result[]): Server['sync'] {
  return (_token, _language, { records }) => Promise.resolve(answered({ results: results.slice(0, records.length) }));
}

export function verdict(outcome: Result['outcome'], sentence?: string): Result {
  return sentence === undefined ? { outcome } : { outcome, code: 'groups.refused', sentence };
}

export function refusal(status: number, sentence: string, code = 'x.y'): Answer<never> {
  return { ok: false, why: 'refused', status, code, sentence };
}

/** A `localStorage` of its own for a test, as Node has none; what it keeps can be read in the map. */
export function pocketStorage(): Map<string, string> {
  const words = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => words.get(key) ?? null,
    setItem: (key: string, value: string) => words.set(key, value),
    removeItem: (key: string) => words.delete(key),
  });
  return words;
}

/** Keep sessions on the phone; answers their ids, oldest first. */
export async function keepSessions(desk: Desk, count: number, note = ''): Promise<string[]> {
  const ids = Array.from({ length: count }, () => uuid7(NOW.getTime()));
  for (const id of ids) await keepRecord(desk.store, sessionRecord(id, 3, note === '' ? {} : { note }));
  return ids;
}
