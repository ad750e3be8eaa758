import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sessionRecord } from '../../tests/cast';
import type { SyncRequest } from '../records/enrolment';
import { uuid7 } from '../records/ids';
import { packed } from './pack';

const GROUP = '019a81c2-7a14-7b03-9c55-1f0be2d4a86e';
/** The server's own copy, not the one that is built into the app. */
const DICTIONARY = readFileSync(new URL('../../../src/tuvurane/sync/dictionary-1.txt', import.meta.url));

/** A push of sessions as a group of fifteen has them. */
function sessions(count: number): SyncRequest {
  const everyone = { p: [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14], e: [10], a: [15] };
  const voice = { heard: [12, 1, 0], safe: [11, 2, 0], respected: [13, 0, 0], helped: [10, 2, 1] } as const;
  const records = Array.from({ length: count }, (_, at) => {
    const moment = Date.parse('2026-11-19T15:12:47Z') + at * 7 * 86_400_000;
    const on = new Date(moment).toISOString().slice(0, 10);
    const body = { group: GROUP, min: 170, on, marks: everyone, voice };
    return { ...sessionRecord(uuid7(moment), at + 3, body), at: new Date(moment).toISOString().replace('.000', '') };
  });
  const holds = [GROUP, '019a81c2-8c31-7cd0-8a17-55d2f0c1b39a'];
  return { clock: '2027-01-14T08:02:51Z', since: 48213, digest: '9f2c4e51d07ab836', holds, left: 0, records };
}

test('whatever a phone sends, a reference opens to the same bytes', () => {
  const note = fc.oneof(fc.string({ maxLength: 2000 }), fc.string({ unit: 'binary', maxLength: 300 }));

  fc.assert(
    fc.property(fc.array(note, { maxLength: 12 }), fc.integer(), (notes, since) => {
      const records = notes.map((text, at) => sessionRecord(uuid7(at), 3, { note: text }));
      const request = { ...sessions(1), since, records };
      const opened = inflateRawSync(packed(request), { dictionary: DICTIONARY });
      expect(opened.toString('utf8')).toBe(Buffer.from(JSON.stringify(request)).toString('utf8'));
    }),
  );
}, 30_000);

test.each([
  [1, 210],
  [8, 720],
])('a push of %i sessions takes at most %i bytes', (count, most) => {
  expect(packed(sessions(count)).length).toBeLessThanOrEqual(most);
});
