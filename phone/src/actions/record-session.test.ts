import { expect, test } from 'vitest';
import { enrolledDesk, sessionRecord } from '../../tests/cast';
import type { Waiting } from '../store/database';
import { keepRecord, refuse } from '../store/outbox';
import { readSnapshot } from '../store/snapshot';
import { correctionOf, recordSession } from './record-session';

const waiting = (id: string, replaces?: string): Waiting => ({
  id,
  record: sessionRecord(id, 3, replaces === undefined ? {} : { replaces }),
  state: 'waiting',
  sentence: null,
});
const refused = (id: string, replaces?: string): Waiting => ({
  ...waiting(id, replaces),
  state: 'refused',
  sentence: 'No.',
});

test('a record that may have arrived is replaced, never edited', () => {
  expect(correctionOf('r1', [waiting('r1')])).toEqual({ replaces: 'r1', instead: undefined });
});

test('a record sent long ago is replaced too', () => {
  expect(correctionOf('r0', [])).toEqual({ replaces: 'r0', instead: undefined });
});

test('a refused record is carried on by its correction, which replaces nothing', () => {
  expect(correctionOf('r1', [refused('r1')])).toEqual({ replaces: undefined, instead: 'r1' });
});

test('the correction of a refused correction replaces the record that the server holds', () => {
  expect(correctionOf('r2', [refused('r2', 'r1')])).toEqual({ replaces: 'r1', instead: 'r2' });
});

test('a chain of refusals replaces nothing', () => {
  expect(correctionOf('r2', [refused('r1'), refused('r2', 'r1')])).toEqual({ replaces: undefined, instead: 'r2' });
});

test('correcting a refused session leaves one record, the new one', async () => {
  const desk = await enrolledDesk();
  const first = sessionRecord('0000-first');
  await keepRecord(desk.store, first);
  await refuse(desk.store, first, 'The date is wrong.');
  const { outbox } = await readSnapshot(desk.store);

  const record = await recordSession(desk, { ...first.body, on: '2026-11-20' }, 'draft', outbox, first.id);

  const after = (await readSnapshot(desk.store)).outbox;
  expect(after.map(({ id, state }) => [id, state])).toEqual([[record.id, 'waiting']]);
  expect(record.body.replaces).toBeUndefined();
});

test('what was chosen is offered again next time', async () => {
  const desk = await enrolledDesk();

  await recordSession(desk, sessionRecord('x', 3, { place: 'tree', min: 150 }).body, 'draft', [], null);

  expect((await readSnapshot(desk.store)).habits).toMatchObject([{ place: 'tree', minutes: 150 }]);
});
