import { expect, test } from 'vitest';
import { AMAHORO, sessionRecord, TODAY } from '../../../tests/cast';
import type { OwnRecord } from '../../records/record';
import { dueOn } from '../../records/schedule';
import type { Sent, Waiting } from '../../store/database';
import { recorded } from '../group/lib';
import { newForm } from '../session/lib';
import { asKnownHere, nextStep, unsentSessions } from './lib';

const begins = { ...AMAHORO, sessions: [] };

test('before the first session the questions come first', () => {
  expect(nextStep(begins, TODAY)).toEqual({ what: 'ask', wave: 'baseline' });
});

test('once the group has met, recording comes first', () => {
  expect(nextStep(AMAHORO, TODAY)).toEqual({ what: 'record', n: 3 });
});

test('a group that has not started has nothing to record', () => {
  expect(nextStep({ ...begins, status: 'recruiting', agreed: [] }, TODAY)).toEqual({ what: 'look' });
});

test('after the last session only the questions are left', () => {
  expect(nextStep({ ...AMAHORO, status: 'graduated' }, '2027-03-01')).toEqual({ what: 'ask', wave: 'end' });
});

test('who only asks is led to the questions, and never to a session', () => {
  expect(nextStep({ ...AMAHORO, only_ask: true }, TODAY)).toEqual({ what: 'ask', wave: 'baseline' });
  expect(nextStep({ ...AMAHORO, only_ask: true, agreed: [] }, TODAY)).toEqual({ what: 'look' });
});

test('a refused session does not count as held', () => {
  const entry = { id: 'r', record: sessionRecord('r', 3), sentence: null } as const;

  expect([...unsentSessions(AMAHORO, [{ ...entry, state: 'waiting' }])]).toEqual([3]);
  expect([...unsentSessions(AMAHORO, [{ ...entry, state: 'refused' }])]).toEqual([]);
});

const waiting = (record: OwnRecord): Waiting => ({ id: record.id, record, state: 'waiting', sentence: null });

test('what was recorded offline shows at once in every later screen', () => {
  const at = '2026-11-19T15:00:00Z';
  const missed = { group: AMAHORO.id, on: '2026-11-26', reason: 'rain' } as const;
  const asked = { group: AMAHORO.id, seat: 1, wave: 'baseline', instrument: 'srq20' } as const;
  const answers = { ...asked, version: '1', on: '2026-11-19', lang: 'rn', sealed: 'AQ' };
  const outbox = [
    waiting(sessionRecord('a', 3, { phase: 'memories' })),
    waiting({ id: 'b', kind: 'missed', v: 1, at, body: missed }),
    waiting({ id: 'c', kind: 'response', v: 1, at, body: answers }),
  ];

  const known = asKnownHere(AMAHORO, outbox, []);

  expect(nextStep(known, TODAY)).toEqual({ what: 'record', n: 4 });
  expect(recorded(AMAHORO, outbox, [])[0]).toMatchObject({ n: 3, where: 'phone', id: 'a' });
  expect(newForm(known, TODAY, undefined).phase).toBe('memories');
  expect(known.missed).toEqual([{ on: '2026-11-26', reason: 'rain' }]);
  expect(dueOn(known, TODAY).map(({ seat }) => seat)).toEqual([2]);
});

const aside: Sent = { id: 's', kind: 'session', group: AMAHORO.id, n: 3, when: '2026-11-20T10:00:00Z', aside: 'Why.' };

test('a session that was set aside does not keep the next one from being recorded', () => {
  expect(nextStep(asKnownHere(AMAHORO, [], [aside]), TODAY)).toEqual({ what: 'record', n: 4 });
});

test('once the office took a session that was set aside, nothing is said of it any more', () => {
  const taken = { ...AMAHORO, sessions: [...AMAHORO.sessions, { n: 3, on: '2026-11-19', phase: 'care' as const }] };

  expect(asKnownHere(taken, [], [aside]).aside).toEqual([]);
});
