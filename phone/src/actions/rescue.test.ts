import { expect, test } from 'vitest';
import { enrolledDesk, enrolment, freshStore, NOW, opened, sessionRecord } from '../../tests/cast';
import { destroyKeys } from '../store/lock';
import { acknowledge, dropRefused, keepRecord, refuse, setAside } from '../store/outbox';
import { envelopes } from '../store/rescue';
import { rescueFile } from './rescue';

test('the file holds every unsent record, and only the office opens it', async () => {
  const { store } = await enrolledDesk();
  const record = sessionRecord('r1', 3, { note: 'It rained.' });
  await keepRecord(store, record);

  const { name, text } = await rescueFile(store, NOW);

  const { records, ...head } = JSON.parse(text) as { records: { id: string; box: string }[] };
  expect(name).toBe('tuvurane-rescue-2026-11-22.json');
  expect(head).toEqual({ format: 'tuvurane-rescue', version: 1, device: enrolment().device });
  expect(records.map(({ id }) => id)).toEqual(['r1']);
  expect(JSON.parse(await opened('rescue', records[0]?.id ?? '', records[0]?.box ?? ''))).toEqual(record);
});

test('the file can be saved after the keys were destroyed', async () => {
  const { store } = await enrolledDesk();
  await keepRecord(store, sessionRecord('r1'));
  await destroyKeys(store, 'tries');

  const { text } = await rescueFile(store, NOW);

  expect(text).toContain('"id":"r1"');
});

test('what the office holds, set aside, or a person dropped, is in no file any more', async () => {
  const { store } = await enrolledDesk();
  const records = ['r1', 'r2', 'r3', 'r4'].map((id, at) => sessionRecord(id, at + 3));
  for (const record of records) await keepRecord(store, record);
  const [sent, aside, dropped] = records;
  if (sent === undefined || aside === undefined || dropped === undefined) throw new Error('Four were kept.');

  await acknowledge(store, sent, NOW);
  await setAside(store, aside, 'The group is not yours.', NOW);
  await refuse(store, dropped, 'No.');
  await dropRefused(store, dropped.id);

  expect((await envelopes(store)).map(({ id }) => id)).toEqual(['r4']);
});

test('a phone that was never registered has an empty file', async () => {
  const { text } = await rescueFile(await freshStore(), NOW);

  expect(JSON.parse(text)).toMatchObject({ records: [] });
});
