import { expect, test } from 'vitest';
import { AMAHORO, enrolledDesk, synced, TWENTY } from '../../tests/cast';
import type { Group } from '../records/group';
import { draftOf, keepDraft } from './drafts';
import { keepFact } from './facts';
import { heldGroups, takeAnswer } from './groups';
import { plainFact } from './plain';
import { readAll } from './rows';
import { readSnapshot } from './snapshot';

const AMIZERO: Group = { ...AMAHORO, id: '0192f0a0-0000-7000-8000-000000000002', name: 'Amizero' };

test('what is new comes, what is gone leaves with its drafts, and the rest stays', async () => {
  const { store } = await enrolledDesk();
  await keepDraft(store, `${AMAHORO.id}/3/`, { note: 'begun' });
  await keepDraft(store, `${AMIZERO.id}/3/`, { note: 'kept' });

  await takeAnswer(store, synced({ groups: [AMIZERO], gone: [AMAHORO.id], cursor: 9 }));

  expect(await heldGroups(store)).toEqual([AMIZERO.id]);
  expect(await draftOf(store, `${AMAHORO.id}/3/`)).toBeUndefined();
  expect(await draftOf(store, `${AMIZERO.id}/3/`)).toEqual({ note: 'kept' });
});

test('definitions bring the questionnaires, the holder and the time that a phone may be alone', async () => {
  const { store } = await enrolledDesk();
  const me = { name: 'Amina N.', language: 'fr' } as const;

  await takeAnswer(store, synced({ digest: 'd2', definitions: { me, expires_days: 30, instruments: [TWENTY] } }));

  const { enrolment, instruments } = await readSnapshot(store);
  expect([enrolment?.me, instruments, await plainFact(store, 'expires')]).toEqual([me, [TWENTY], 30]);
});

test('an answer without definitions leaves those that are held, and a phone that is served is not locked', async () => {
  const { store } = await enrolledDesk();
  await takeAnswer(store, synced({ definitions: { me: AMINA, expires_days: 45, instruments: [TWENTY] } }));
  await keepFact(store, 'locked', 'Unknown.');

  await takeAnswer(store, synced());

  const { instruments, locked } = await readSnapshot(store);
  expect([instruments.length, locked]).toEqual([1, null]);
});

const AMINA = { name: 'Amina', language: 'rn' } as const;

test('a server that sends what a phone may not hold leaves no trace of it, even for who has the PIN', async () => {
  const { store } = await enrolledDesk();
  const leak = { scores: { srq20: 17 }, answers: { srq_01: 1 }, note: 'in confidence', concern: 'violence' };
  const group = { ...AMIZERO, ...leak, people: AMIZERO.people.map((one) => ({ ...one, ...leak })) };
  const instruments = [{ ...TWENTY, ...leak, cut_off: 8 }];
  const definitions = { me: { ...AMINA, ...leak }, expires_days: 45, instruments, ...leak };

  await takeAnswer(store, { ...synced({ groups: [group], definitions }), ...leak });

  const tables = ['facts', 'groups', 'instruments', 'outbox', 'sent', 'drafts', 'habits'] as const;
  const all = JSON.stringify(await Promise.all(tables.map((table) => readAll(store, table))));
  expect(all).toContain('Amizero');
  for (const word of [...Object.keys(leak), 'cut_off', 'confidence', 'violence']) expect(all).not.toContain(`"${word}`);
});
