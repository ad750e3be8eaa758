import { expect, test } from 'vitest';
import { AMAHORO, answered, answered20, enrolledDesk, NADIAS, NOW, sessionRecord, TWENTY } from '../../tests/cast';
import type { Result } from '../records/enrolment';
import { type DeclinedRecord, stamp } from '../records/record';
import type { Server } from '../server/client';
import { draftOf, keepDraft } from '../store/drafts';
import { keepRecord } from '../store/outbox';
import { put, write } from '../store/rows';
import { readSnapshot } from '../store/snapshot';
import { exchange } from './exchange';

const ERASED: Result = { outcome: 'refused', code: 'groups.participant_erased', sentence: 'Nothing more is kept.' };
const WITHOUT_NADIA = { ...AMAHORO, people: AMAHORO.people.filter(({ name }) => name !== 'Nadia') };

/** The office tells the group without Nadia, and takes nothing about her. */
const forgetting: Server['sync'] = (_token, _language, { records }) =>
  Promise.resolve(answered({ results: records.map(() => ERASED), groups: [WITHOUT_NADIA] }));

test('what was begun about somebody who was erased is handed over and kept nowhere, in one attempt', async () => {
  const desk = await enrolledDesk({ sync: forgetting });
  await write(desk.store, () => [put('instruments', TWENTY.name, TWENTY)]);
  await answered20(desk, { 1: 1, 2: 0 });

  const ending = await exchange(desk);

  const { interviews, outbox, sent, leftBehind } = await readSnapshot(desk.store);
  expect(ending).toEqual({ how: 'done' });
  expect([interviews, outbox, sent, leftBehind]).toEqual([[], [], [], 0]);
});

test('a refusal that waited for somebody who was erased leaves no trace', async () => {
  const desk = await enrolledDesk({ sync: forgetting });
  const { instrument: _, ...asked } = NADIAS;
  const body = { ...asked, instruments: [NADIAS.instrument], on: '2026-11-22' } as unknown as DeclinedRecord['body'];
  await keepRecord(desk.store, { id: 'd1', kind: 'declined', v: 1, at: stamp(NOW), body });

  await exchange(desk);

  const { outbox, sent } = await readSnapshot(desk.store);
  expect([outbox, sent]).toEqual([[], []]);
});

test('a session is about everybody: it stays on the phone when the office refuses it because of one', async () => {
  const desk = await enrolledDesk({ sync: forgetting });
  await keepRecord(desk.store, sessionRecord('r1'));

  await exchange(desk);

  expect((await readSnapshot(desk.store)).outbox).toMatchObject([{ id: 'r1', state: 'refused' }]);
});

test('half-entered notes lose the name of whoever no longer sits in the circle, and no other', async () => {
  const desk = await enrolledDesk({ sync: forgetting });
  await keepDraft(desk.store, `${AMAHORO.id}/3`, { note: 'Nadia spoke with Jean' });
  await keepDraft(desk.store, 'another/3', { note: 'Nadia there is another one' });

  await exchange(desk);

  expect(await draftOf(desk.store, `${AMAHORO.id}/3`)).toEqual({ note: '… spoke with Jean' });
  expect(await draftOf(desk.store, 'another/3')).toEqual({ note: 'Nadia there is another one' });
});
