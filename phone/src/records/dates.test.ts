import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayFrom, daysBetween, plusDays, shown } from './dates';

test('a date is shown as day, month, year', () => {
  expect(shown('2026-11-22')).toBe('22/11/2026');
});

test.each([
  ['31', '11', '2026', null],
  ['29', '2', '2026', null],
  ['29', '2', '2028', '2028-02-29'],
  ['5', '3', '2026', '2026-03-05'],
  ['', '3', '2026', null],
  ['5', '3', '26', null],
  ['x', '3', '2026', null],
])('the fields %s %s %s name %s', (day, month, year, expected) => {
  expect(dayFrom(day, month, year)).toBe(expected);
});

test('adding days and counting them agree across months and years', () => {
  const days = fc.integer({ min: -4000, max: 4000 });

  fc.assert(fc.property(days, (count) => daysBetween('2026-11-22', plusDays('2026-11-22', count)) === count));
});

test('whatever is typed, the fields name a real day or none', () => {
  const typed = fc.string({ maxLength: 4 });

  fc.assert(
    fc.property(typed, typed, typed, (day, month, year) => {
      const iso = dayFrom(day, month, year);
      return iso === null || new Date(`${iso}T00:00:00Z`).toISOString().startsWith(iso);
    }),
  );
});
