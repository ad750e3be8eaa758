import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PHASES } from '../records/codes';
import { CIRCLE_WIDTH, SEAT_HEIGHT, seating } from './seating';
import { middles, outline, PATH_HEIGHT, PATH_WIDTH, SIGNS } from './stones';

const seeds = fc.integer();

test('a seed always draws the same path, another seed another one', () => {
  expect(middles(4711)).toEqual(middles(4711));
  expect(outline(4711, 3)).toBe(outline(4711, 3));
  expect(middles(4711)).not.toEqual(middles(4712));
  expect(outline(4711, 3)).not.toBe(outline(4711, 4));
});

test('whatever the seed, fifteen stones lie inside the picture and do not touch', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const stones = middles(seed);
      expect(stones).toHaveLength(15);
      for (const [at, { x, y }] of stones.entries()) {
        expect(Math.min(x, PATH_WIDTH - x, y, PATH_HEIGHT - y)).toBeGreaterThanOrEqual(24);
        for (const other of stones.slice(at + 1)) expect(Math.hypot(x - other.x, y - other.y)).toBeGreaterThan(46);
      }
    }),
  );
});

test('an outline is one closed shape, whatever the seed', () => {
  fc.assert(fc.property(seeds, fc.integer({ min: 1, max: 15 }), (seed, n) => /^M[-\d. C]+Z$/.test(outline(seed, n))));
});

test('each phase has its own sign', () => {
  expect(new Set(PHASES.map((phase) => SIGNS[phase])).size).toBe(PHASES.length);
});

test('in circles of any size everyone has a seat a thumb high, and no two on one side overlap', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 2 }), (people, facilitators) => {
      const seats = seating(people, facilitators);
      expect(SEAT_HEIGHT).toBeGreaterThanOrEqual(48);
      expect([seats.people.length, seats.facilitators.length]).toEqual([people, facilitators]);
      for (const side of ['left', 'right', 'middle']) {
        const rows = [...seats.people, ...seats.facilitators].filter((seat) => seat.side === side).map(({ y }) => y);
        rows.sort((one, other) => one - other);
        for (const [at, y] of rows.entries())
          if (at > 0) expect(y - (rows[at - 1] ?? 0)).toBeGreaterThanOrEqual(SEAT_HEIGHT);
      }
      for (const { x, y } of seats.people) {
        expect(x).toBeGreaterThan(24);
        expect(x).toBeLessThan(CIRCLE_WIDTH - 24);
        expect(y).toBeLessThan(seats.height);
      }
    }),
  );
});
