import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sessionRecord } from '../../tests/cast';
import { batches, MOST_BYTES, MOST_RECORDS, sizeOf } from './batches';

test('the record of a session with fifteen people and four questions stays under 400 bytes', () => {
  const tally = [12, 1, 0] as const;
  const everyone = { p: [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14], e: [10], a: [15] };
  const voice = { heard: tally, safe: tally, respected: tally, helped: tally };

  const record = sessionRecord('01a2043e-5d22-74e9-a4f4-01f87c97e39d', 15, { marks: everyone, voice });

  expect(sizeOf(record)).toBeLessThanOrEqual(400);
});

test('pushes hold every record once, in order, within the limits of the server', () => {
  const notes = fc.array(fc.string({ maxLength: 4000 }), { maxLength: 130 });

  fc.assert(
    fc.property(notes, (all) => {
      const records = all.map((note, at) => sessionRecord(String(at), 3, { note }));
      const cut = batches(records);
      expect(cut.flat()).toEqual(records);
      for (const batch of cut) {
        expect(batch.length).toBeLessThanOrEqual(MOST_RECORDS);
        const bytes = batch.reduce((sum, record) => sum + sizeOf(record) + 1, 0);
        expect(bytes <= MOST_BYTES || batch.length === 1).toBe(true);
      }
    }),
    { numRuns: 30 },
  );
});
