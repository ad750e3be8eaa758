import { expect, test } from 'vitest';
import { AMAHORO } from '../../tests/cast';
import type { Window } from './group';
import { dueOn, overduePeople, timingOf, withDone } from './schedule';

const [BASELINE] = AMAHORO.waves;
if (BASELINE === undefined) throw new Error('The cast is asked before it begins.');

test.each([
  ['2026-10-07', 'not_yet'],
  ['2026-10-08', 'due'],
  ['2026-11-26', 'due'],
  ['2026-11-27', 'overdue'],
  ['2026-12-10', 'overdue'],
  ['2026-12-11', 'closed'],
] as const)(
  'on %s the baseline, opened on 8 October, due on 26 November and closed on 10 December, is %s',
  (day, timing) => {
    expect(timingOf(BASELINE, day)).toBe(timing);
  },
);

test('a window without days is open: the group has not begun', () => {
  const open: Window = { ...BASELINE, opens: null, due: null, closes: null };

  expect(timingOf(open, '2026-01-01')).toBe('due');
});

test('asked is who agreed and has not answered or declined, in windows that are open, also where this phone was never told the day', () => {
  const asks = [
    { instrument: 'srq20', done: [1] },
    { instrument: 'who5', done: [] },
  ];
  const group = { ...AMAHORO, waves: [{ ...BASELINE, asks }, ...AMAHORO.waves.slice(1)] };

  expect(dueOn(group, '2026-11-22').map(({ seat, instrument }) => [seat, instrument])).toEqual([
    [1, 'who5'],
    [2, 'srq20'],
    [2, 'who5'],
  ]);
  expect(dueOn(group, '2027-02-10').map(({ wave }) => wave)).toEqual(['end', 'end']);
});

test('a person is overdue once, whatever the number of questionnaires, and no more after the last', () => {
  const one = { seat: 1, arm: 'group', wave: 'baseline', instrument: 'srq20' } as const;

  expect([overduePeople(AMAHORO, '2026-11-26'), overduePeople(AMAHORO, '2026-11-27')]).toEqual([0, 2]);
  expect(overduePeople(withDone(AMAHORO, one), '2026-11-27')).toBe(1);
  expect(withDone(withDone(AMAHORO, one), one)).toEqual(withDone(AMAHORO, one));
});

test('an answer while waiting says nothing about the same wave of those who meet', () => {
  const waiting = { seat: 1, arm: 'waiting', wave: 'baseline', instrument: 'srq20' } as const;

  expect(dueOn(withDone(AMAHORO, waiting), '2026-11-22')).toHaveLength(2);
});
