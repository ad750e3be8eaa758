import { expect, test } from 'vitest';
import { AMAHORO, CARINES, enrolledDesk, enrolment, NOW, OWN, ROUND, synced, TWENTY } from '../../tests/cast';
import type { Group } from '../records/group';
import { roundDraft } from '../records/own-drafts';
import { draftOf, keepDraft } from './drafts';
import { keepEnrolment } from './enrolment';
import { fact, keepFact } from './facts';
import { dropOwn, heldGroups, takeAnswer } from './groups';
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

  const tables = ['facts', 'groups', 'instruments', 'outbox', 'sent', 'drafts', 'habits', 'interviews'] as const;
  const all = JSON.stringify(await Promise.all(tables.map((table) => readAll(store, table))));
  expect(all).toContain('Amizero');
  for (const word of [...Object.keys(leak), 'cut_off', 'confidence', 'violence']) expect(all).not.toContain(`"${word}`);
});

test('the own work comes with its digest, stays when nothing is new, and an older server changes nothing', async () => {
  const { store } = await enrolledDesk();

  await takeAnswer(store, synced({ own_digest: 'o1', own: OWN }));
  await takeAnswer(store, synced({ own_digest: 'o1', own: null }));
  await takeAnswer(store, synced());

  expect((await readSnapshot(store)).own).toEqual(OWN);
  expect(await fact(store, 'ownDigest')).toBe('o1');
});

test('what was begun about somebody who left the round leaves with them, and the rest stays', async () => {
  const { store } = await enrolledDesk();
  const [amina = '', bosco = ''] = ROUND.charges.map(({ id }) => id);
  await takeAnswer(store, synced({ own_digest: 'o1', own: CARINES }));
  for (const id of [amina, bosco]) await keepDraft(store, roundDraft(id, 'rate', null), { note: 'begun' });
  await keepDraft(store, 'help/', { line: 'begun' });
  const round = { ...ROUND, charges: ROUND.charges.slice(0, 1) };

  await takeAnswer(store, synced({ own_digest: 'o2', own: { ...CARINES, round } }));

  expect(await draftOf(store, roundDraft(amina, 'rate', null))).toEqual({ note: 'begun' });
  expect(await draftOf(store, roundDraft(bosco, 'rate', null))).toBeUndefined();
  expect(await draftOf(store, 'help/')).toEqual({ line: 'begun' });
});

test.each([
  ['withdrawn', dropOwn],
  ['given to somebody else', (store) => keepEnrolment(store, enrolment(), NOW, NOW)],
] as const satisfies [string, typeof dropOwn][])(
  'from a phone that is %s the own work is gone',
  async (_how, leave) => {
    const { store } = await enrolledDesk();
    await takeAnswer(store, synced({ own_digest: 'o1', own: CARINES }));

    await leave(store);

    expect([(await readSnapshot(store)).own, await fact(store, 'ownDigest')]).toEqual([null, undefined]);
  },
);
