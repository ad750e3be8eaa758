import { expect, test } from 'vitest';
import { AMAHORO, sessionRecord, TWICE } from '../../tests/cast';
import { lateSessions, nextSession, withRecords } from './held';
import type { SettleBody, SettleRecord } from './record';

const ID = '0192f0a0-0000-7000-8000-00000000000a';

test('a session recorded here counts as held before it is sent', () => {
  const known = withRecords(AMAHORO, [sessionRecord(ID, 3)]);

  expect(known.sessions.map(({ n }) => n)).toEqual([1, 2, 3]);
  expect(nextSession(known)).toBe(4);
});

test('a correction takes the place of what it corrects', () => {
  const known = withRecords(AMAHORO, [sessionRecord(ID, 2, { phase: 'safety' })]);

  expect(known.sessions[1]).toEqual({ n: 2, on: '2026-11-19', phase: 'safety' });
});

test('records of another group change nothing', () => {
  expect(withRecords(AMAHORO, [sessionRecord(ID, 3, { group: 'another' })])).toBe(AMAHORO);
});

test('after fifteen sessions there is no next one', () => {
  const sessions = Array.from({ length: 15 }, (_, at) => ({ n: at + 1, on: '2026-11-01', phase: 'care' as const }));

  expect(nextSession({ ...AMAHORO, sessions })).toBeNull();
});

test.each([
  ['2026-11-19', []],
  ['2026-11-21', []],
  ['2026-11-22', [3]],
  ['2026-11-29', [3, 4]],
])('on %s the sessions %j of a group that met on 12 November are late', (today, late) => {
  expect(lateSessions(AMAHORO, today)).toEqual(late);
});

test('a week that was missed with a reason moves the rest, and is not late', () => {
  const missed = [{ on: '2026-11-19', reason: 'rain' as const }];

  expect(lateSessions({ ...AMAHORO, missed }, '2026-11-22')).toEqual([]);
});

test('a group that no longer runs is never late', () => {
  expect(lateSessions({ ...AMAHORO, status: 'graduated' }, '2027-11-22')).toEqual([]);
});

const settling = (changes: Partial<SettleBody> = {}): SettleRecord => {
  const body = { group: TWICE.id, n: 2, of: ['amina', 'bosco'], take: { on: 1, phase: 1, 'mark.2': 0 }, ...changes };
  return { id: ID, kind: 'settle', v: 1, at: '2026-11-22T14:05:09Z', body };
};

test('a reading that was chosen here shows at once, and nothing is left to settle', () => {
  const known = withRecords(TWICE, [settling()]);

  expect(known.beside).toEqual([]);
  expect(known.sessions[1]).toEqual({ n: 2, on: '2026-11-13', phase: 'care' });
});

test('the places in a choice are those of its own list of reports', () => {
  const known = withRecords(TWICE, [settling({ of: ['bosco', 'amina'], take: { on: 0, phase: 1 } })]);

  expect(known.sessions[1]).toEqual({ n: 2, on: '2026-11-13', phase: 'trust' });
});

test('a report that nobody had seen when choosing is still to be settled', () => {
  expect(withRecords(TWICE, [settling({ of: ['amina', 'another'] })])).toEqual(TWICE);
});

test('the reason chosen for a week without a meeting settles it', () => {
  const body = { group: TWICE.id, on: '2026-11-19', reason: 'mourning', settles: ['m1', 'm2'] } as const;

  const known = withRecords(TWICE, [{ id: ID, kind: 'missed', v: 1, at: '2026-11-22T14:05:09Z', body }]);

  expect(known.beside_missed).toEqual([]);
  expect(known.missed).toEqual([{ on: '2026-11-19', reason: 'mourning' }]);
});
