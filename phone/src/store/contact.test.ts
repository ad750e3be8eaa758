import fc from 'fast-check';
import { expect, test } from 'vitest';
import { daysAlone } from './contact';

const DAY = 86_400_000;
const YEAR = 365 * DAY;
const T = Date.parse('2026-11-22T12:00:00Z');
const days = (server: number, phone: number, now: number) => daysAlone({ server, phone }, new Date(now));

test.each([
  ['both clocks right', T, T, T + 44 * DAY, 44],
  ['a year ahead, then and now', T, T + YEAR, T + YEAR + 44 * DAY, 44],
  ['a year ahead, then put right', T, T + YEAR, T + 2 * DAY, 2],
  ['a year behind, then put right', T, T - YEAR, T + 2 * DAY, 2],
  ['right, then a year behind', T, T, T - YEAR, 0],
  ['never any contact', undefined, undefined, T, 0],
])('%s', (_name, server, phone, now, expected) => {
  const contact = server === undefined || phone === undefined ? undefined : { server, phone };

  expect(daysAlone(contact, new Date(now))).toBe(expected);
});

test('a clock that is put right never makes the time longer than it was', () => {
  const gap = fc.integer({ min: -3 * YEAR, max: 3 * YEAR });
  fc.assert(
    fc.property(gap, gap, fc.integer({ min: 0, max: 60 * DAY }), (then, later, passed) => {
      const putRight = later === 0 || then === later;
      const told = days(T, T + then, T + passed + (putRight ? later : 0));
      expect(told).toBeLessThanOrEqual(Math.floor(passed / DAY));
    }),
  );
});
