/** A phone that the office has withdrawn: what it still holds is handed in, then it is empty. */

import { expect, test } from 'vitest';
import {
  AMAHORO,
  answered,
  answering,
  CARINES,
  enrolledDesk,
  keepSessions,
  ROUND,
  refusal,
  TODAY,
  verdict,
} from '../../tests/cast';
import { recordSupervision } from '../actions/record-supervision';
import type { Server } from '../server/client';
import { readSnapshot } from '../store/snapshot';
import { exchange } from './exchange';

/** A server that has withdrawn this phone: it takes what comes until `left` is 0, and nothing afterwards. */
function withdrawing() {
  const taken: string[] = [];
  let closed = false;
  const sync: Server['sync'] = (_token, _language, { records, left }) => {
    if (closed) return Promise.resolve(refusal(401, 'This phone was withdrawn.', 'people.device_revoked'));
    taken.push(...records.map(({ id }) => id));
    closed = left === 0;
    const results = records.map(() => verdict('set_aside', 'A coordinator looks at it.'));
    return Promise.resolve(answered({ results, revoked: true, cursor: 0, digest: '', groups: [AMAHORO] }));
  };
  return { taken, sync };
}

test('a withdrawn phone hands in everything, in batches, then is empty, and says so', async () => {
  const { taken, sync } = withdrawing();
  const desk = await enrolledDesk({ sync });
  const ids = await keepSessions(desk, 8, 'x'.repeat(5000));

  const ending = await exchange(desk);

  const { enrolment, groups, outbox, sent } = await readSnapshot(desk.store);
  expect(taken).toEqual(ids);
  expect(ending).toEqual({ how: 'withdrawn', kept: 0 });
  expect([enrolment, groups, outbox, sent]).toEqual([null, [], [], []]);
  expect(await desk.store.db.count('rescue')).toBe(0);
});

/** A phone with one record that the server refused while it still knew it. */
async function withRefused(sync: Server['sync']) {
  const desk = await enrolledDesk({ sync: answering(verdict('refused', 'No.')) });
  const [refused = ''] = await keepSessions(desk, 1);
  await exchange(desk);
  return { desk: { ...desk, server: { ...desk.server, sync } }, refused };
}

test('a withdrawn phone hands in what was refused before, too', async () => {
  const { taken, sync } = withdrawing();
  const { desk, refused } = await withRefused(sync);
  const later = await keepSessions(desk, 4, 'x'.repeat(5000));

  const ending = await exchange(desk);

  expect(taken).toEqual([...later, refused]);
  expect(ending).toEqual({ how: 'withdrawn', kept: 0 });
});

test('what a withdrawn phone can no longer hand in stays on it, closed, without its group', async () => {
  const { sync } = withdrawing();
  const { desk, refused } = await withRefused(sync);
  await keepSessions(desk, 1);

  const ending = await exchange(desk);

  const { groups, outbox, locked } = await readSnapshot(desk.store);
  expect(ending).toEqual({ how: 'locked', sentence: 'This phone was withdrawn.' });
  expect([groups, outbox.map(({ id }) => id), locked]).toEqual([[], [refused], 'This phone was withdrawn.']);
  expect(await desk.store.db.getAllKeys('rescue')).toEqual([refused]);
});

test('a withdrawn phone whose line breaks shows no group any more and hands in the rest later', async () => {
  const { taken, sync } = withdrawing();
  let asked = 0;
  const desk = await enrolledDesk({
    sync: (...all) => (++asked === 2 ? Promise.resolve({ ok: false, why: 'network' }) : sync(...all)),
  });
  const ids = await keepSessions(desk, 8, 'x'.repeat(5000));

  const first = await exchange(desk);
  const between = await readSnapshot(desk.store);
  const second = await exchange(desk);

  expect([first, second]).toEqual([{ how: 'network' }, { how: 'withdrawn', kept: 0 }]);
  expect([between.groups, between.outbox.map(({ id }) => id)]).toEqual([[], ids.slice(3)]);
  expect(taken).toEqual(ids);
});

test('a withdrawn phone that has nothing to hand in is emptied at the first word', async () => {
  const sync: Server['sync'] = () => Promise.resolve(refusal(401, 'Withdrawn.', 'people.device_revoked'));
  const desk = await enrolledDesk({ sync });

  expect(await exchange(desk)).toEqual({ how: 'withdrawn', kept: 0 });
  expect((await readSnapshot(desk.store)).enrolment).toBeNull();
});

test('a withdrawn phone hands in its visits and forgets the round', async () => {
  const desk = await enrolledDesk();
  const held: string[] = [];
  const sync: Server['sync'] = (_token, _language, { records }) => {
    held.push(...records.map(({ kind }) => kind));
    return Promise.resolve(answered({ results: records.map(() => verdict('set_aside', 'Why.')), revoked: true }));
  };
  await exchange({
    ...desk,
    server: { ...desk.server, sync: () => Promise.resolve(answered({ own_digest: 'o', own: CARINES })) },
  });
  const [who = ''] = ROUND.charges.map(({ id }) => id);
  const visit = { format: 'call', on: TODAY, min: 20, seen: [who], topics: [], next: [] } as const;
  await recordSupervision(desk, 'visit', visit, { draft: 'd', outbox: [], correcting: null });
  expect((await readSnapshot(desk.store)).own).toEqual(CARINES);

  const ending = await exchange({ ...desk, server: { ...desk.server, sync } });

  expect([ending, held]).toEqual([{ how: 'withdrawn', kept: 0 }, ['visit']]);
  expect(await desk.store.db.count('sealed_facts')).toBe(0);
});
