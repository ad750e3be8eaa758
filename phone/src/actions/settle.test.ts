import { expect, test } from 'vitest';
import { enrolledDesk, TWICE } from '../../tests/cast';
import { asKnownHere } from '../screens/home/lib';
import { keepDraft } from '../store/drafts';
import { refuse } from '../store/outbox';
import { put, write } from '../store/rows';
import { readSnapshot } from '../store/snapshot';
import { recordMissed } from './record-missed';
import { settleSession } from './settle';

const BODY = { group: TWICE.id, n: 2, of: ['amina', 'bosco'], take: { on: 1, phase: 1, 'mark.2': 0 } };

async function deskWithTwo() {
  const desk = await enrolledDesk();
  await write(desk.store, () => [put('groups', TWICE.id, TWICE)]);
  return desk;
}

test('what was settled shows at once, waits to be sent, and leaves no half-made choice', async () => {
  const desk = await deskWithTwo();
  await keepDraft(desk.store, 'draft', { on: 'bosco' });

  await settleSession(desk, BODY, 'draft', []);

  const { groups, outbox, sent } = await readSnapshot(desk.store);
  const [group = TWICE] = groups;
  const known = asKnownHere(group, outbox, sent);
  expect(outbox.map(({ record, state }) => [record.kind, record.body, state])).toEqual([['settle', BODY, 'waiting']]);
  expect([known.beside, known.sessions[1]]).toEqual([[], { n: 2, on: '2026-11-13', phase: 'care' }]);
  expect(await desk.store.db.count('sealed_drafts')).toBe(0);
});

test('a settling that was refused leaves both readings to see, and the next one takes its place', async () => {
  const desk = await deskWithTwo();
  const first = await settleSession(desk, BODY, 'draft', []);
  await refuse(desk.store, first, 'A third report came.');
  const { groups, outbox, sent } = await readSnapshot(desk.store);

  const second = await settleSession(desk, BODY, 'draft', outbox);

  expect(asKnownHere(groups[0] ?? TWICE, outbox, sent).beside).toEqual(TWICE.beside);
  expect((await readSnapshot(desk.store)).outbox.map(({ id }) => id)).toEqual([second.id]);
});

test('the reason of a week is settled the same way', async () => {
  const desk = await deskWithTwo();
  const body = { group: TWICE.id, on: '2026-11-19', reason: 'mourning', settles: ['m1', 'm2'] } as const;
  await refuse(desk.store, await recordMissed(desk, body), 'A third report came.');
  const { outbox } = await readSnapshot(desk.store);

  const second = await recordMissed(desk, body, { outbox });

  const after = await readSnapshot(desk.store);
  expect(after.outbox.map(({ id }) => id)).toEqual([second.id]);
  expect(asKnownHere(after.groups[0] ?? TWICE, after.outbox, []).beside_missed).toEqual([]);
});
