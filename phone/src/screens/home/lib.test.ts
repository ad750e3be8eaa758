import { expect, test } from 'vitest';
import { AMAHORO, sessionRecord } from '../../../tests/cast';
import { nextStep, unsentSessions } from './lib';

const begins = { ...AMAHORO, sessions: [] };

test('before the first session the questions come first', () => {
  expect(nextStep(begins)).toEqual({ what: 'ask', wave: 'baseline' });
});

test('once the group has met, recording comes first', () => {
  expect(nextStep(AMAHORO)).toEqual({ what: 'record', n: 3 });
});

test('a group that has not started has nothing to record', () => {
  expect(nextStep({ ...begins, status: 'recruiting', due: [] })).toEqual({ what: 'look' });
});

test('after the last session only the questions are left', () => {
  const due = [{ seat: 1, wave: 'end' as const, instrument: 'srq20' }];

  expect(nextStep({ ...AMAHORO, status: 'graduated', due })).toEqual({ what: 'ask', wave: 'end' });
});

test('a refused session does not count as held', () => {
  const entry = { id: 'r', record: sessionRecord('r', 3), sentence: null } as const;

  expect([...unsentSessions(AMAHORO, [{ ...entry, state: 'waiting' }])]).toEqual([3]);
  expect([...unsentSessions(AMAHORO, [{ ...entry, state: 'refused' }])]).toEqual([]);
});
