/** Failures that other programs are publicly known for, each as a promise that it does not happen on this phone. */

import { h } from 'preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { finishInterview } from '../src/actions/ask';
import type { Desk } from '../src/actions/desk';
import { recordSession } from '../src/actions/record-session';
import { rescueFile } from '../src/actions/rescue';
import { stageOf } from '../src/app/stage';
import { uuid7 } from '../src/records/ids';
import { dueOn } from '../src/records/schedule';
import { recorded } from '../src/screens/group/lib';
import { asKnownHere, nextStep, unsentSessions } from '../src/screens/home/lib';
import { EvictedScreen } from '../src/screens/lock/Gone';
import { NotSaved } from '../src/screens/NotSaved';
import { OutboxScreen } from '../src/screens/outbox/Screen';
import { keepDraft } from '../src/store/drafts';
import { keepMarker } from '../src/store/marker';
import { keepRecord, NotKept, waitingRecords } from '../src/store/outbox';
import { readSnapshot } from '../src/store/snapshot';
import { exchange } from '../src/sync/exchange';
import { say, speak } from '../src/words';
import {
  AMAHORO,
  answered20,
  enrolledDesk,
  freshVault,
  NOW,
  opened,
  pocketStorage,
  SITTING,
  sessionRecord,
  TODAY,
} from './cast';
import { openOffice } from './office';
import { wordsOf } from './shown';

beforeEach(async () => {
  await speak('en');
  pocketStorage();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

// ---------------------------------------------------------------------------------------------------------- the pack

/** From now on nothing can be written on this phone. */
function fill(desk: Desk, after = 0): void {
  const { transaction } = desk.store.db;
  let left = after;
  vi.spyOn(desk.store.db, 'transaction').mockImplementation((...all: unknown[]) => {
    if (all[1] === 'readwrite' && left-- <= 0) throw new DOMException('No room.', 'QuotaExceededError');
    return (transaction as (...all: unknown[]) => never).apply(desk.store.db, all);
  });
}

async function idsWaiting(desk: Desk): Promise<string[]> {
  return (await waitingRecords(desk.store)).map(({ id }) => id);
}

// Protects: each acknowledgement is written by itself, and an attempt ends where the phone no longer keeps anything.
test.each([0, 1, 2])(
  'P3 a phone that fills up in a sync, after %i acknowledgements, loses nothing and says so',
  async (n) => {
    const office = openOffice();
    const desk = await enrolledDesk(office.server);
    for (const id of ['a', 'b', 'c']) await keepRecord(desk.store, sessionRecord(id));
    fill(desk, n);

    const ending = await exchange(desk);
    const told = await wordsOf(h(OutboxScreen, {}), desk, ending);
    const between = await idsWaiting(desk);
    vi.restoreAllMocks();
    await exchange(desk);

    expect(told).toContain(say('phone.outbox.full'));
    expect([between, await idsWaiting(desk)]).toEqual([['a', 'b', 'c'].slice(n), []]);
    expect(office.held).toEqual(['a', 'b', 'c']);
  },
);

// Protects: a record, its envelope and the end of its draft are one transaction; who saves still has the record.
test('P3 a phone that fills up while saving keeps what it had and what was typed, and says so', async () => {
  const desk = await enrolledDesk();
  await keepRecord(desk.store, sessionRecord('a'));
  await keepDraft(desk.store, 'draft', { note: 'half' });
  fill(desk);

  const problem = await recordSession(desk, sessionRecord('x', 4).body, 'draft', [], null).catch((error) => error);
  const told = await wordsOf(h(NotSaved, { problem }), desk);

  expect(problem).toBeInstanceOf(NotKept);
  expect(problem).toMatchObject({ why: 'full', record: { body: { n: 4 } } });
  expect(told).toContain(say('phone.full.full'));
  expect([await idsWaiting(desk), await desk.store.db.getAllKeys('sealed_drafts')]).toEqual([['a'], ['draft']]);
});

// Protects: screens show what waits here together with what the office told (records/held.ts).
test('P10 what was recorded without network shows at once on every later screen', async () => {
  const desk = await enrolledDesk();

  const saved = await recordSession(desk, sessionRecord('x', 3, { phase: 'memories' }).body, 'draft', [], null);
  await finishInterview(desk, SITTING, await answered20(desk, { 1: 1 }));

  const { groups, outbox, sent } = await readSnapshot(desk.store);
  const [group = AMAHORO] = groups;
  const known = asKnownHere(group, outbox, sent);
  expect(group.sessions).toHaveLength(2);
  expect(known.sessions.map(({ n, phase }) => [n, phase])).toContainEqual([3, 'memories']);
  expect([nextStep(known, TODAY), [...unsentSessions(group, outbox)]]).toEqual([{ what: 'record', n: 4 }, [3]]);
  expect(recorded(group, outbox, sent)[0]).toMatchObject({ n: 3, where: 'phone', id: saved.id });
  expect(dueOn(known, TODAY).map(({ seat }) => seat)).toEqual([2]);
});

// Protects: the warning while something waits, the sealed copy of every record, and the word beside the database.
test('P12 whose browser clears its data was warned, has a sealed file, and is told what is lost', async () => {
  const desk = await enrolledDesk();
  const record = sessionRecord('a');
  const before = await wordsOf(h(OutboxScreen, {}), desk);
  await keepRecord(desk.store, record);

  const warned = await wordsOf(h(OutboxScreen, {}), desk);
  const file = JSON.parse((await rescueFile(desk.store, NOW)).text) as { records: { id: string; box: string }[] };
  keepMarker((await readSnapshot(desk.store)).outbox.length);
  const stage = await stageOf(await freshVault(), NOW);

  expect(before).not.toContain(say('phone.full.evictable'));
  expect(warned).toContain(say('phone.full.evictable'));
  expect(warned).toContain(say('phone.rescue.save'));
  expect(JSON.parse(await opened('rescue', 'a', file.records[0]?.box ?? ''))).toEqual(record);
  expect(stage).toEqual({ at: 'evicted', unsent: 1 });
  expect(await wordsOf(h(EvictedScreen, { unsent: 1, again: () => undefined }), desk)).toContain(
    say('phone.evicted.unsent', { n: 1 }),
  );
});

// Protects: ids are made on the phone, each later than the one before, whatever its clock does (records/ids.ts).
test('P16 ten thousand records are named without a server, each differently, in their order', () => {
  const fetched = vi.fn();
  vi.stubGlobal('fetch', fetched);

  const ids = Array.from({ length: 10_000 }, (_, at) => uuid7(NOW.getTime() - at));

  expect(new Set(ids).size).toBe(10_000);
  expect([...ids].sort()).toEqual(ids);
  expect(fetched).not.toHaveBeenCalled();
});
