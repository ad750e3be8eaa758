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

test('batches hold every record once, in order, and never exceed 16 KiB unless one record alone does', () => {
  const notes = fc.array(fc.string({ maxLength: 4000 }), { maxLength: 130 });
  const room = fc.integer({ min: 500, max: MOST_BYTES });

  fc.assert(
    fc.property(notes, room, (all, most) => {
      const records = all.map((note, at) => sessionRecord(String(at), 3, { note }));
      const cut = batches(records, most);
      expect(cut.flat()).toEqual(records);
      for (const batch of cut) {
        expect(batch.length).toBeLessThanOrEqual(MOST_RECORDS);
        expect(sizeOf(batch) - 2 <= most || batch.length === 1).toBe(true);
      }
    }),
    { numRuns: 30 },
  );
});
