import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AMAHORO, enrolledDesk, nothingNew, pulled, refusal, sessionRecord, verdict } from '../../tests/cast';
import type { Server } from '../server/client';
import { fact } from '../store/facts';
import { keepRecord, putBack } from '../store/outbox';
import { readSnapshot } from '../store/snapshot';
import { exchange, oneAtATime } from './exchange';

const accepting: Server['push'] = (_token, _language, records) =>
  Promise.resolve({ ok: true, body: { results: records.map((record) => verdict(record, 'accepted')) } });

test('an accepted record leaves the outbox, keeps a trace without content, and its stone stays held', async () => {
  const desk = await enrolledDesk({ push: accepting, pull: nothingNew });
  await keepRecord(desk.store, sessionRecord('r1', 3, { note: 'a note' }));

  const ending = await exchange(desk);

  const { outbox, sent, groups } = await readSnapshot(desk.store);
  expect(ending).toEqual({ how: 'done' });
  expect(outbox).toEqual([]);
  expect(sent).toEqual([{ id: 'r1', kind: 'session', group: AMAHORO.id, n: 3, when: '2026-11-22T14:05:09Z' }]);
  expect(groups[0]?.sessions.map(({ n }) => n)).toEqual([1, 2, 3]);
});

test('without network nothing is lost', async () => {
  const desk = await enrolledDesk();
  await keepRecord(desk.store, sessionRecord('r1'));

  const ending = await exchange(desk);

  expect(ending).toEqual({ how: 'network' });
  expect((await readSnapshot(desk.store)).outbox).toHaveLength(1);
});

test('a refused record stays with its reason, and is sent again only when a person asks', async () => {
  const seen: string[][] = [];
  const push: Server['push'] = (_token, _language, records) => {
    seen.push(records.map(({ id }) => id));
    const results = records.map((record) => verdict(record, 'refused', 'The date is before session 2.'));
    return Promise.resolve({ ok: true, body: { results } });
  };
  const desk = await enrolledDesk({ push, pull: nothingNew });
  await keepRecord(desk.store, sessionRecord('r1'));

  await exchange(desk);
  await exchange(desk);
  const { outbox } = await readSnapshot(desk.store);
  await putBack(desk.store, 'r1');
  await exchange(desk);

  expect(outbox[0]).toMatchObject({ id: 'r1', state: 'refused', sentence: 'The date is before session 2.' });
  expect(seen).toEqual([['r1'], ['r1']]);
});

test('a record that the answer forgets to name keeps waiting', async () => {
  const push: Server['push'] = () => Promise.resolve({ ok: true, body: { results: [] } });
  const desk = await enrolledDesk({ push, pull: nothingNew });
  await keepRecord(desk.store, sessionRecord('r1'));

  await exchange(desk);

  expect((await readSnapshot(desk.store)).outbox[0]?.state).toBe('waiting');
});

test('a phone that was withdrawn is told so and keeps what was not sent', async () => {
  const desk = await enrolledDesk({ push: () => Promise.resolve(refusal(401, 'This phone was withdrawn.')) });
  await keepRecord(desk.store, sessionRecord('r1'));

  const ending = await exchange(desk);

  expect(ending).toEqual({ how: 'locked', sentence: 'This phone was withdrawn.' });
  const { outbox, locked } = await readSnapshot(desk.store);
  expect([outbox.length, locked]).toEqual([1, 'This phone was withdrawn.']);
});

test.each([413, 422])(
  'when a push is refused whole with %i, one record is blamed and the others go through',
  async (status) => {
    const push: Server['push'] = (token, language, records) =>
      records.some(({ id }) => id === 'bad')
        ? Promise.resolve(refusal(status, 'Not like this.'))
        : accepting(token, language, records);
    const desk = await enrolledDesk({ push, pull: nothingNew });
    for (const id of ['a', 'bad', 'c', 'd', 'e']) await keepRecord(desk.store, sessionRecord(id));

    const ending = await exchange(desk);

    const { outbox, sent } = await readSnapshot(desk.store);
    expect(ending).toEqual({ how: 'done' });
    expect(outbox.map(({ id, state }) => [id, state])).toEqual([['bad', 'refused']]);
    expect(sent.map(({ id }) => id).sort()).toEqual(['a', 'c', 'd', 'e']);
  },
);

test('a group that is no longer mine leaves the phone, with its half-entered forms', async () => {
  const pull: Server['pull'] = () => Promise.resolve({ ok: true, body: pulled({ mine: [] }) });
  const desk = await enrolledDesk({ pull });
  await desk.store.put('drafts', { key: `${AMAHORO.id}/3/`, form: {} });

  await exchange(desk);

  expect((await readSnapshot(desk.store)).groups).toEqual([]);
  expect(await desk.store.getAll('drafts')).toEqual([]);
});

test('the phone asks only for what changed since the last time', async () => {
  const asked: [number, string][] = [];
  const pull: Server['pull'] = (_token, _language, since, digest) => {
    asked.push([since, digest]);
    return Promise.resolve({ ok: true, body: pulled() });
  };
  const desk = await enrolledDesk({ pull });

  await exchange(desk);
  await exchange(desk);

  expect(asked).toEqual([
    [0, ''],
    [7, 'd'],
  ]);
  expect(await fact(desk.store, 'cursor')).toBe(7);
});

test('who asks while an attempt runs waits for that one', async () => {
  let runs = 0;
  const attempt = oneAtATime(() => Promise.resolve(++runs));

  const answers = await Promise.all([attempt(), attempt(), attempt()]);

  expect(answers).toEqual([1, 1, 1]);
  expect(await attempt()).toBe(2);
});

/** What the network does to one push: it arrives and is answered, arrives and the answer is lost, or never arrives. */
const FATES = ['answered', 'half answered', 'answer lost', 'lost'] as const;
type Fate = (typeof FATES)[number];

/** A server as ours is: it keeps each id once, and answers each record by itself, over a network that does what `fate` says. */
function unluckyServer() {
  const network = { fate: 'answered' as Fate };
  const held = new Set<string>();
  const acknowledged = new Set<string>();
  const sentAgain: string[] = [];
  const push: Server['push'] = async (_token, _language, records) => {
    sentAgain.push(...records.map(({ id }) => id).filter((id) => acknowledged.has(id)));
    if (network.fate === 'lost') return { ok: false, why: 'network' };
    const all = records.map((record) => verdict(record, held.has(record.id) ? 'already' : 'accepted'));
    for (const { id } of records) held.add(id);
    if (network.fate === 'answer lost') return { ok: false, why: 'network' };
    const results = network.fate === 'half answered' ? all.filter((_, at) => at % 2 === 0) : all;
    for (const { id } of results) acknowledged.add(id);
    return { ok: true, body: { results } };
  };
  return { network, held, sentAgain, push };
}

test('whatever the network does, nothing is lost, nothing counts twice, nothing goes again once acknowledged', async () => {
  const rounds = fc.array(fc.record({ fate: fc.constantFrom(...FATES), made: fc.integer({ min: 0, max: 3 }) }), {
    maxLength: 12,
  });

  const story = fc.asyncProperty(rounds, async (all) => {
    const server = unluckyServer();
    const desk = await enrolledDesk({ push: server.push, pull: nothingNew });
    const kept: string[] = [];
    for (const { fate, made } of [...all, { fate: 'answered' as const, made: 1 }]) {
      for (let one = 0; one < made; one += 1) {
        kept.push(`r${String(kept.length).padStart(3, '0')}`);
        await keepRecord(desk.store, sessionRecord(kept[kept.length - 1] ?? ''));
      }
      server.network.fate = fate;
      await exchange(desk);
    }

    const { outbox, sent } = await readSnapshot(desk.store);
    desk.store.close();
    expect([...server.held].sort()).toEqual(kept);
    expect(sent.map(({ id }) => id).sort()).toEqual(kept);
    expect([outbox, server.sentAgain]).toEqual([[], []]);
  });

  await fc.assert(story, { numRuns: 40 });
});
