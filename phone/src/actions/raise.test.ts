import { expect, test } from 'vitest';
import { AMAHORO, enrolledDesk, opened, TODAY } from '../../tests/cast';
import { sorted } from '../screens/outbox/lib';
import { LINE_LENGTH, told } from '../screens/raise/lib';
import { readSnapshot } from '../store/snapshot';
import { BYTES, raise } from './raise';

const SAID = { item: 'violence_at_home', now: true, seat: 2, line: 'Bruises' } as const;

test('what is told is closed at once, and only the office reads it', async () => {
  const desk = await enrolledDesk();

  const record = await raise(desk, AMAHORO.id, SAID, TODAY);

  expect([record.kind, record.v]).toEqual(['concern', 2]);
  expect(Object.keys(record.body).sort()).toEqual(['group', 'on', 'sealed']);
  expect(JSON.parse(await opened('raised', record.id, record.body.sealed))).toEqual(SAID);
});

test('nothing of it can be read on the phone afterwards', async () => {
  const desk = await enrolledDesk();
  await raise(desk, AMAHORO.id, SAID, TODAY);

  const held = JSON.stringify(await readSnapshot(desk.store));

  for (const word of ['violence', 'Bruises', '"seat":2']) expect(held.split('"outbox"')[1] ?? held).not.toContain(word);
});

test.each([
  ['nothing but what must be said', { item: 'ill', now: false, seat: null, line: '' }],
  ['all of it', { item: 'harmed_by_others', now: true, seat: 99, line: 'x'.repeat(LINE_LENGTH) }],
  ['signs of three bytes', { item: 'other', now: true, seat: 10, line: '€'.repeat(LINE_LENGTH) }],
  ['signs that are written twice', { item: 'other', now: true, seat: 10, line: '"'.repeat(LINE_LENGTH) }],
] as const)('an envelope with %s is as long as any other', async (_what, said) => {
  const desk = await enrolledDesk();

  const [one, other] = [await raise(desk, AMAHORO.id, said, TODAY), await raise(desk, AMAHORO.id, SAID, TODAY)];

  expect(one.body.sealed.length).toBe(other.body.sealed.length);
  expect(one.body.sealed.length).toBeGreaterThan(BYTES);
});

test('it waits in the list as answers do, and says no more', async () => {
  const desk = await enrolledDesk();
  await raise(desk, AMAHORO.id, SAID, TODAY);
  const { outbox } = await readSnapshot(desk.store);

  expect(sorted({ outbox, sent: [], interviews: [] }).waiting.map(({ record }) => record.kind)).toEqual(['concern']);
});

test('the two that must be said are asked for, and no name need be', () => {
  const form = { when: 'now', item: 'ill', seat: '', line: '  ' } as const;

  expect(told(form)).toEqual({ item: 'ill', now: true, seat: null, line: '' });
  expect(told({ ...form, seat: '3', when: 'soon' })).toEqual({ item: 'ill', now: false, seat: 3, line: '' });
  expect([told({ ...form, when: null }), told({ ...form, item: null })]).toEqual([null, null]);
});
