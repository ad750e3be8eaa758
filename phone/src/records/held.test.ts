import { expect, test } from 'vitest';
import { AMAHORO, sessionRecord } from '../../tests/cast';
import { lateSessions, nextSession, withRecords } from './held';

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
