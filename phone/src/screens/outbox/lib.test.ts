import { expect, test } from 'vitest';
import { AMAHORO, sessionRecord } from '../../../tests/cast';
import type { Sent, Waiting } from '../../store/database';
import { dayOfRecord, repairAddress, sorted } from './lib';

const trace: Sent = { id: 's', kind: 'session', group: AMAHORO.id, n: 3, when: '2026-11-20T10:00:00Z', aside: null };
const entry = (id: string, state: Waiting['state']): Waiting => ({
  id,
  record: sessionRecord(id),
  state,
  sentence: null,
});

test('every record is told once, by what became of it', () => {
  const sent = [trace, { ...trace, id: 'a', aside: 'Why.' }];

  const { waiting, refused, aside, taken } = sorted({ outbox: [entry('w', 'waiting'), entry('r', 'refused')], sent });

  expect([waiting, refused, aside, taken].map((list) => list.map(({ id }) => id))).toEqual([
    ['w'],
    ['r'],
    ['a'],
    ['s'],
  ]);
});

test('a refused session is put right where it was entered, a refused settling where the reports stand', () => {
  const body = { group: AMAHORO.id, n: 2, of: ['x', 'y'], take: {} };
  const record = { id: 'q', kind: 'settle', v: 1, at: '2026-11-22T10:00:00Z', body } as const;

  expect(repairAddress(entry('r', 'refused'))).toBe(`/group/${AMAHORO.id}/session/3/who/r`);
  expect(repairAddress({ id: 'q', record, state: 'refused', sentence: null })).toBe(`/group/${AMAHORO.id}/settle/2`);
  expect(dayOfRecord(record)).toBe('2026-11-22');
});
