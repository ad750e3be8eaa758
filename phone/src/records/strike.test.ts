import { expect, test } from 'vitest';
import { struckOut } from './strike';

test('a name goes out of every text, as a whole word and in any letters', () => {
  const form = {
    note: 'Nadia, NADIA and Nadiane; d’Nadia.',
    lines: [{ by: 3, line: 'With nadia' }],
    marks: { 4: 'p' },
  };

  expect(struckOut(form, ['Nadia'])).toEqual({
    note: '…, … and Nadiane; d’….',
    lines: [{ by: 3, line: 'With …' }],
    marks: { 4: 'p' },
  });
});

test('what stands for something else in a search stands for itself in a name', () => {
  expect(struckOut('Anna came, A.n.a too', ['A.n.a'])).toBe('Anna came, … too');
});
