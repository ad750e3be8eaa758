import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PIN_LENGTH, waitAfter } from './limits';
import { tidyPin, weaknessOf } from './pin';

test.each([
  ['', 'short'],
  ['48291', 'short'],
  ['111111', 'same'],
  ['000000000000', 'same'],
  ['123456', 'run'],
  ['987654', 'run'],
  ['789012', 'run'],
  ['321098', 'run'],
  ['482915', null],
  ['112233', null],
  ['482915482915', null],
])('the PIN %j is refused as: %s', (pin, weakness) => {
  expect(weaknessOf(pin)).toBe(weakness);
});

test('whatever is typed, a PIN is digits, and never longer than it may be', () => {
  fc.assert(
    fc.property(fc.string(), (typed) => {
      expect(tidyPin(typed)).toMatch(new RegExp(`^\\d{0,${PIN_LENGTH.most}}$`));
    }),
  );
});

test('three slips cost no wait; then each costs a second more', () => {
  expect([0, 1, 2, 3, 4, 5, 9].map(waitAfter)).toEqual([0, 0, 0, 0, 1, 2, 6]);
});
