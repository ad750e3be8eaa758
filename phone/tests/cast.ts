/** One cast for the whole suite: amina and bosco lead the group Amahoro; nadia, esperance and jean sit in it. */

import 'fake-indexeddb/auto';
import type { Desk } from '../src/actions/desk';
import type { Enrolment, Pulled, Result } from '../src/records/enrolment';
import type { Group, Instrument } from '../src/records/group';
import type { PhoneRecord, SessionRecord } from '../src/records/record';
import type { Answer, Server } from '../src/server/client';
import { openStore, type Store } from '../src/store/database';
import { keepFact } from '../src/store/facts';

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
  due: [
    { seat: 1, wave: 'baseline', instrument: 'srq20' },
    { seat: 2, wave: 'baseline', instrument: 'srq20' },
  ],
  beside: [],
  beside_missed: [],
};

/** Twenty questions answered by yes or no, as SRQ-20 has them, with labels of our own. */
export const TWENTY: Instrument = {
  name: 'srq20',
  version: '1',
  title: 'SRQ-20',
  items: Array.from({ length: 20 }, (_, at) => ({
    key: `srq_${String(at + 1).padStart(2, '0')}`,
    label: { en: `Label ${at + 1}`, rn: `Izina ${at + 1}` },
    text: {},
  })),
  options: [
    { value: 0, label: { en: 'No' } },
    { value: 1, label: { en: 'Yes' } },
  ],
};

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

export function enrolment(box = ''): Enrolment {
  return {
    device: '0192f0a0-0000-7000-8000-0000000000d1',
    token: 'token-of-amina',
    organisation: { name: 'Synthetic partner', box },
    me: { name: 'Amina', language: 'rn' },
    synthetic: true,
  };
}

let opened = 0;

/** A store of its own for each test. */
export function freshStore(): Promise<Store> {
  opened += 1;
  return openStore(`test-${opened}`, () => undefined);
}

export function deskWith(store: Store, server: Partial<Server> = {}): Desk {
  const silent = () => Promise.resolve({ ok: false, why: 'network' } as const);
  return {
    store,
    server: { enrol: silent, push: silent, pull: silent, ...server },
    now: () => NOW,
    interviews: new Map(),
  };
}

export async function enrolledDesk(server: Partial<Server> = {}): Promise<Desk> {
  const store = await freshStore();
  await keepFact(store, 'enrolment', enrolment());
  await store.put('groups', AMAHORO);
  return deskWith(store, server);
}

export function pulled(changes: Partial<Pulled> = {}): Pulled {
  return {
    cursor: 7,
    me: { name: 'Amina', language: 'rn' },
    mine: [AMAHORO.id],
    groups: [],
    instruments_digest: 'd',
    instruments: null,
    ...changes,
  };
}

export const nothingNew: Server['pull'] = () => Promise.resolve({ ok: true, body: pulled() });

export function verdict(record: PhoneRecord, outcome: Result['outcome'], sentence: string | null = null): Result {
  return { id: record.id, outcome, code: sentence === null ? null : 'groups.refused', sentence };
}

export function refusal(status: number, sentence: string): Answer<never> {
  return { ok: false, why: 'refused', status, code: 'x.y', sentence };
}
