import { expect, test } from 'vitest';
import { enrolledDesk, enrolment, freshStore, sessionRecord } from '../../tests/cast';
import { draftOf, keepDraft } from './drafts';
import { keepFact } from './facts';
import { forgetEverything } from './forget';
import { dropRefused, keepRecord, refuse, waitingRecords } from './outbox';
import { readSnapshot } from './snapshot';

test('saving a session ends its draft in the same stroke', async () => {
  const store = await freshStore();
  await keepDraft(store, 'g/3/', { half: 'entered' });

  await keepRecord(store, sessionRecord('r1'), { draft: 'g/3/' });

  expect(await draftOf(store, 'g/3/')).toBeUndefined();
  expect(await waitingRecords(store)).toHaveLength(1);
});

test('a record is never written over: the same id twice is an error and changes nothing', async () => {
  const store = await freshStore();
  await keepRecord(store, sessionRecord('r1', 3));

  const again = keepRecord(store, sessionRecord('r1', 4), { draft: 'g/4/' });

  await expect(again).rejects.toThrow();
  expect((await waitingRecords(store))[0]).toMatchObject({ body: { n: 3 } });
});

test('records go out in the order they were made', async () => {
  const store = await freshStore();
  for (const id of ['r2', 'r1', 'r3']) await keepRecord(store, sessionRecord(id));

  expect((await waitingRecords(store)).map(({ id }) => id)).toEqual(['r1', 'r2', 'r3']);
});

test('only a refused record can be removed by hand', async () => {
  const store = await freshStore();
  const [waits, refused] = [sessionRecord('r1'), sessionRecord('r2')];
  await keepRecord(store, waits);
  await keepRecord(store, refused);
  await refuse(store, refused, 'No.');

  await dropRefused(store, 'r1');
  await dropRefused(store, 'r2');

  expect((await readSnapshot(store)).outbox.map(({ id }) => id)).toEqual(['r1']);
});

test('emptying the phone leaves nothing but its language', async () => {
  const { store } = await enrolledDesk();
  await keepFact(store, 'language', 'sw');
  await keepRecord(store, sessionRecord('r1'));

  await forgetEverything(store);

  const left = await readSnapshot(store);
  expect(left).toMatchObject({ language: 'sw', enrolment: null, groups: [], outbox: [], sent: [] });
  expect(JSON.stringify(left)).not.toContain(enrolment().token);
});
