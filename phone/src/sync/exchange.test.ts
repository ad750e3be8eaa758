import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import {
  AMAHORO,
  accepting,
  answered,
  answered20,
  answering,
  enrolledDesk,
  keepSessions,
  NOW,
  OWN,
  ROUND,
  refusal,
  sessionRecord,
  TODAY,
  TWENTY,
  verdict,
} from '../../tests/cast';
import { type Cut, openOffice } from '../../tests/office';
import type { Desk } from '../actions/desk';
import { recordSupervision } from '../actions/record-supervision';
import { uuid7 } from '../records/ids';
import type { Server } from '../server/client';
import { keepFact } from '../store/facts';
import { keepRecord, putBack } from '../store/outbox';
import { plainFact } from '../store/plain';
import { put, rescue, write } from '../store/rows';
import { readSnapshot } from '../store/snapshot';
import { MOST_BYTES, sizeOf } from './batches';
import { exchange, oneAtATime } from './exchange';

async function waiting(desk: Desk): Promise<string[]> {
  return (await readSnapshot(desk.store)).outbox.filter(({ state }) => state === 'waiting').map(({ id }) => id);
}

test('an accepted record leaves the outbox, keeps a trace without content, and its stone stays held', async () => {
  const desk = await enrolledDesk({ sync: accepting });
  await keepRecord(desk.store, sessionRecord('r1', 3, { note: 'a note' }));

  const ending = await exchange(desk);

  const { outbox, sent, groups } = await readSnapshot(desk.store);
  expect(ending).toEqual({ how: 'done' });
  expect(outbox).toEqual([]);
  expect(sent).toEqual([
    { id: 'r1', kind: 'session', group: AMAHORO.id, n: 3, when: '2026-11-22T14:05:09Z', aside: null },
  ]);
  expect(groups[0]?.sessions.map(({ n }) => n)).toEqual([1, 2, 3]);
});

test('without network nothing is lost', async () => {
  const desk = await enrolledDesk();
  const ids = await keepSessions(desk, 1);

  const ending = await exchange(desk);

  expect(ending).toEqual({ how: 'network' });
  expect(await waiting(desk)).toEqual(ids);
});

test('a refused record stays with its reason, and is sent again only when a person asks', async () => {
  const seen: string[][] = [];
  const sync: Server['sync'] = (_token, _language, { records }) => {
    if (records.length > 0) seen.push(records.map(({ id }) => id));
    const results = records.map(() => verdict('refused', 'The date is before session 2.'));
    return Promise.resolve(answered({ results }));
  };
  const desk = await enrolledDesk({ sync });
  await keepRecord(desk.store, sessionRecord('r1'));

  await exchange(desk);
  await exchange(desk);
  const { outbox } = await readSnapshot(desk.store);
  await putBack(desk.store, 'r1');
  await exchange(desk);

  expect(outbox[0]).toMatchObject({ id: 'r1', state: 'refused', sentence: 'The date is before session 2.' });
  expect(seen).toEqual([['r1'], ['r1']]);
});

test('a record that is set aside leaves the outbox and stays visible with its reason', async () => {
  const desk = await enrolledDesk({ sync: answering(verdict('set_aside', 'A coordinator looks at it.')) });
  await keepRecord(desk.store, sessionRecord('r1'));

  await exchange(desk);

  const { outbox, sent, groups } = await readSnapshot(desk.store);
  expect(outbox).toEqual([]);
  expect(sent).toMatchObject([{ id: 'r1', n: 3, aside: 'A coordinator looks at it.' }]);
  expect(groups[0]?.sessions.map(({ n }) => n)).toEqual([1, 2]);
});

test.each([0, 1, 3])('%i results for two records are a fault of the network: both wait', async (count) => {
  const sync: Server['sync'] = () =>
    Promise.resolve(
      answered({ results: Array.from({ length: count }, () => verdict('accepted')), gone: [AMAHORO.id] }),
    );
  const desk = await enrolledDesk({ sync });
  const ids = await keepSessions(desk, 2);

  const ending = await exchange(desk);

  expect(ending).toEqual({ how: 'network' });
  expect(await waiting(desk)).toEqual(ids);
  expect((await readSnapshot(desk.store)).groups).toHaveLength(1);
});

test('an answer in a word that this app does not know leaves the record waiting', async () => {
  const desk = await enrolledDesk({ sync: answering({ outcome: 'postponed' as 'accepted' }) });
  const ids = await keepSessions(desk, 1);

  await exchange(desk);

  expect(await waiting(desk)).toEqual(ids);
});

test('a phone that the server does not know is told so and keeps everything', async () => {
  const sync: Server['sync'] = () => Promise.resolve(refusal(401, 'Unknown phone.', 'people.device_unknown'));
  const desk = await enrolledDesk({ sync });
  const ids = await keepSessions(desk, 1);

  const ending = await exchange(desk);

  const { groups, locked } = await readSnapshot(desk.store);
  expect(ending).toEqual({ how: 'locked', sentence: 'Unknown phone.' });
  expect([await waiting(desk), groups.length, locked]).toEqual([ids, 1, 'Unknown phone.']);
});

test.each([413, 422])(
  'when a request is refused whole with %i, one record is blamed and the others go through',
  async (status) => {
    const left: number[] = [];
    const sync: Server['sync'] = (token, language, request) => {
      left.push(request.left);
      return request.records.some(({ id }) => id === 'bad')
        ? Promise.resolve(refusal(status, 'Not like this.'))
        : accepting(token, language, request);
    };
    const desk = await enrolledDesk({ sync });
    for (const id of ['a', 'bad', 'c', 'd', 'e']) await keepRecord(desk.store, sessionRecord(id));

    const ending = await exchange(desk);

    const { outbox, sent } = await readSnapshot(desk.store);
    expect(ending).toEqual({ how: 'done' });
    expect(outbox.map(({ id, state }) => [id, state])).toEqual([['bad', 'refused']]);
    expect(sent.map(({ id }) => id).sort()).toEqual(['a', 'c', 'd', 'e']);
    expect(left).toEqual([0, 2, 3, 4, 3, 2, 0]);
  },
);

test('a request without records that is refused ends the attempt', async () => {
  const desk = await enrolledDesk({ sync: () => Promise.resolve(refusal(422, 'Not like this.')) });

  expect(await exchange(desk)).toEqual({ how: 'refused', sentence: 'Not like this.' });
});

// --------------------------------------------------------------------------------------------- nothing lost, nothing twice

const cut: fc.Arbitrary<Cut> = fc.oneof(fc.constant('before' as const), fc.integer({ min: 0, max: 400 }));
const attempts = fc.array(
  fc.record({
    made: fc.integer({ min: 0, max: 4 }),
    cuts: fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), cut), { maxLength: 3 }),
  }),
  { maxLength: 5 },
);

test('wherever the line is cut, exactly what was not acknowledged waits, and only that goes again', async () => {
  const long = 'x'.repeat(5000); // Three such records fill a batch.

  const story = fc.asyncProperty(attempts, async (all) => {
    const office = openOffice();
    const desk = await enrolledDesk(office.server);
    const kept: string[] = [];
    for (const { made, cuts } of [...all, { made: 1, cuts: [] }]) {
      kept.push(...(await keepSessions(desk, made, long)));
      const before = await waiting(desk);
      const first = office.requests.length;
      office.cuts = new Map(cuts.map(([at, where]) => [first + at, where]));
      await exchange(desk);

      const gone = office.requests.slice(first).flatMap(({ records }) => records.map(({ id }) => id));
      expect(gone.every((id) => before.includes(id))).toBe(true);
      expect(await waiting(desk)).toEqual(before.filter((id) => !office.acknowledged.has(id)));
    }

    const { sent } = await readSnapshot(desk.store);
    desk.store.db.close();
    expect([...office.held].sort()).toEqual(kept);
    expect(sent.map(({ id }) => id).sort()).toEqual(kept);
    expect(office.requests.every((request) => sizeOf(request) <= MOST_BYTES)).toBe(true);
  });

  await fc.assert(story, { numRuns: 25 });
}, 60_000);

test('records go oldest first, in requests of at most 16 KiB, and news come with the last', async () => {
  const office = openOffice();
  office.pages = [[{ ...AMAHORO, name: 'Amahoro II' }]];
  const desk = await enrolledDesk(office.server);
  const ids = await keepSessions(desk, 8, 'x'.repeat(5000));

  await exchange(desk);

  expect(office.held).toEqual(ids);
  expect(office.requests.map(({ records, left, holds }) => [records.length, left, holds.length])).toEqual([
    [3, 5, 0],
    [3, 2, 0],
    [2, 0, 1],
  ]);
  expect((await readSnapshot(desk.store)).groups[0]?.name).toBe('Amahoro II');
});

test('an upload that is cut at nine tenths is taken up where it broke off: only the rest goes again, byte for byte', async () => {
  const office = openOffice();
  const desk = await enrolledDesk(office.server);
  const ids = await keepSessions(desk, 30, 'x'.repeat(5000));
  office.cuts = new Map([[9, 'before']]);

  const first = await exchange(desk);
  const rest = await waiting(desk);
  await exchange(desk);

  const [cut = 0, again = 0] = office.sizes.slice(9);
  expect([first, rest]).toEqual([{ how: 'network' }, ids.slice(27)]);
  expect(office.held).toEqual(ids);
  expect([office.sizes.length, again]).toEqual([11, cut]);
});

test('a record larger than a request goes alone', async () => {
  const office = openOffice();
  const desk = await enrolledDesk(office.server);
  await keepSessions(desk, 1);
  await keepSessions(desk, 1, 'x'.repeat(20_000));
  await keepSessions(desk, 1);

  await exchange(desk);

  expect(office.requests.map(({ records }) => records.length)).toEqual([1, 1, 1]);
});

// ---------------------------------------------------------------------------------------------------------- what is new

const group = (name: string) => ({ ...AMAHORO, id: uuid7(NOW.getTime()), name });

test('pages are followed, and an interruption between them goes on where it stopped', async () => {
  const office = openOffice();
  office.pages = [[group('A')], [group('B')], [group('C')]];
  const desk = await enrolledDesk(office.server);
  office.cuts = new Map([[1, 10]]);

  const endings = [await exchange(desk), await exchange(desk)];

  const { groups } = await readSnapshot(desk.store);
  expect(endings).toEqual([{ how: 'trouble', status: 200 }, { how: 'done' }]);
  expect(groups.map(({ name }) => name)).toEqual(['A', 'Amahoro', 'B', 'C']);
  expect(office.requests.map(({ since, holds }) => [since, holds.length])).toEqual([
    [0, 1],
    [1, 2],
    [1, 2],
    [2, 3],
  ]);
});

test('a server that promises more and never moves on is left alone', async () => {
  const desk = await enrolledDesk({ sync: () => Promise.resolve(answered({ cursor: 0, more: true })) });

  expect(await exchange(desk)).toEqual({ how: 'trouble', status: 200 });
});

test('when all that groups show has changed at once they are read from the beginning, and that is the end of it', async () => {
  const asked: number[] = [];
  const sync: Server['sync'] = (_token, _language, { since }) => {
    asked.push(since);
    return Promise.resolve(
      since === 9 ? answered({ cursor: 0, more: true }) : answered({ cursor: 9, groups: [AMAHORO] }),
    );
  };
  const desk = await enrolledDesk({ sync });
  await keepFact(desk.store, 'cursor', 9);

  expect(await exchange(desk)).toEqual({ how: 'done' });
  expect(asked).toEqual([9, 0]);
});

test('pages of groups that were given to this person afresh are followed, though the cursor stands still', async () => {
  const names = ['A', 'B', 'C'].map(group);
  const sync: Server['sync'] = (_token, _language, { holds }) => {
    const [next, ...later] = names.filter(({ id }) => !holds.includes(id));
    return Promise.resolve(answered({ cursor: 0, groups: next === undefined ? [] : [next], more: later.length > 0 }));
  };
  const desk = await enrolledDesk({ sync });

  const ending = await exchange(desk);

  expect(ending).toEqual({ how: 'done' });
  expect((await readSnapshot(desk.store)).groups.map(({ name }) => name)).toEqual(['A', 'Amahoro', 'B', 'C']);
});

test('a phone that is full when news come keeps what it had, says so, and asks again for the same', async () => {
  const office = openOffice();
  office.pages = [[group('A')]];
  const desk = await enrolledDesk(office.server);
  const ids = await keepSessions(desk, 1);
  const { transaction } = desk.store.db;
  vi.spyOn(desk.store.db, 'transaction').mockImplementation((...all: unknown[]) => {
    if (all[1] === 'readwrite') throw new DOMException('No room.', 'QuotaExceededError');
    return (transaction as (...all: unknown[]) => never).apply(desk.store.db, all);
  });

  const ending = await exchange(desk);
  const between = await waiting(desk);
  vi.restoreAllMocks();
  await exchange(desk);

  expect([ending, between]).toEqual([{ how: 'not_kept', why: 'full' }, ids]);
  expect(office.held).toEqual(ids);
  expect(office.requests.map(({ since, records }) => [since, records.length])).toEqual([
    [0, 1],
    [0, 1],
  ]);
});

test('the phone asks only for what changed since the last time', async () => {
  const office = openOffice();
  const desk = await enrolledDesk(office.server);
  office.pages = [[]];

  await exchange(desk);
  await exchange(desk);

  expect(office.requests.map(({ since, digest }) => [since, digest])).toEqual([
    [0, ''],
    [1, 'd'],
  ]);
});

test('a group that is gone leaves with its drafts and habits, and what it recorded is still sent', async () => {
  const office = openOffice();
  office.gone = [AMAHORO.id];
  const desk = await enrolledDesk(office.server);
  await write(desk.store, () => [
    put('drafts', `${AMAHORO.id}/3/`, { note: 'half' }),
    put('habits', AMAHORO.id, { group: AMAHORO.id, place: 'tree', minutes: 90, phase: 'care' }),
  ]);
  await exchange(desk);
  const ids = await keepSessions(desk, 1);

  const before = await readSnapshot(desk.store);
  await exchange(desk);

  const drafts = await desk.store.db.getAllKeys('sealed_drafts');
  expect([before.groups, before.habits, drafts]).toEqual([[], [], []]);
  expect(before.outbox.map(({ id }) => id)).toEqual(ids);
  expect(office.held).toEqual(ids);
});

test('what waits when its group leaves still waits after it', async () => {
  const office = openOffice();
  office.gone = [AMAHORO.id];
  const desk = await enrolledDesk(office.server);
  const [id = ''] = await keepSessions(desk, 1);
  office.verdicts = new Map([[id, verdict('refused', 'Not your group.')]]);

  await exchange(desk);

  const { groups, outbox } = await readSnapshot(desk.store);
  expect([groups, outbox.map((entry) => entry.sentence)]).toEqual([[], ['Not your group.']]);
});

test.each(['2025-11-22T14:05:09Z', '2027-11-22T14:05:09Z'])(
  'a phone whose clock says %s sends and receives as any other',
  async (wrong) => {
    const office = openOffice();
    office.pages = [[{ ...AMAHORO, name: 'Amahoro II' }]];
    const desk = { ...(await enrolledDesk(office.server)), now: () => new Date(wrong) };
    const ids = await keepSessions(desk, 2);

    const ending = await exchange(desk);

    expect(ending).toEqual({ how: 'done' });
    expect(office.held).toEqual(ids);
    expect(office.requests.map(({ clock, since }) => [clock, since])).toEqual([[wrong, 0]]);
    expect((await readSnapshot(desk.store)).groups[0]?.name).toBe('Amahoro II');
    expect(await plainFact(desk.store, 'contact')).toEqual({ server: NOW.getTime(), phone: Date.parse(wrong) });
  },
);

// ----------------------------------------------------------------------------------------- what cannot be opened any more

test('what this phone can no longer open is handed in as it is, the same bytes at every attempt', async () => {
  const office = openOffice();
  const desk = await enrolledDesk(office.server);
  const id = uuid7(NOW.getTime());
  await write(desk.store, () => [rescue({ id, box: 'AQID' })]);
  office.cuts = new Map([[0, 5]]);

  await exchange(desk);
  const between = (await readSnapshot(desk.store)).leftBehind;
  await exchange(desk);

  const sent = office.requests.map(({ records }) => JSON.stringify(records));
  expect(sent).toEqual([sent[0], sent[0]]);
  expect(office.requests[0]?.records).toMatchObject([{ id, kind: 'rescued', v: 1, body: { box: 'AQID' } }]);
  expect([between, (await readSnapshot(desk.store)).leftBehind]).toEqual([1, 0]);
});

test('an envelope that the office cannot open stays, and is not sent again until the app is opened anew', async () => {
  const office = openOffice();
  const desk = await enrolledDesk(office.server);
  const id = uuid7(NOW.getTime());
  await write(desk.store, () => [rescue({ id, box: 'AQID' })]);
  office.verdicts = new Map([[id, verdict('refused', 'Cannot be opened.')]]);

  await exchange(desk);
  await exchange(desk);
  await exchange({ ...desk, store: { ...desk.store } });

  expect(office.requests.map(({ records }) => records.length)).toEqual([1, 0, 1]);
  expect((await readSnapshot(desk.store)).leftBehind).toBe(1);
});

test('who asks while an attempt runs waits for that one', async () => {
  let runs = 0;
  const attempt = oneAtATime(() => Promise.resolve(++runs));

  const answers = await Promise.all([attempt(), attempt(), attempt()]);

  expect(answers).toEqual([1, 1, 1]);
  expect(await attempt()).toBe(2);
});

// ------------------------------------------------------------------------------------------------------- the own work

test('the own work is asked for by digest with the last records, and kept as it came', async () => {
  const asked: (string | undefined)[] = [];
  const sync: Server['sync'] = (_token, _language, { records, own }) => {
    asked.push(own);
    const results = records.map(() => verdict('accepted'));
    return Promise.resolve(answered({ results, own_digest: 'o1', own: own === 'o1' ? null : OWN }));
  };
  const desk = await enrolledDesk({ sync });
  await keepSessions(desk, 51);

  await exchange(desk);
  await exchange(desk);

  expect(asked).toEqual([undefined, '', 'o1']);
  expect((await readSnapshot(desk.store)).own).toEqual(OWN);
});

test('a visit and a call for help are about no group of this phone, and leave a trace without words', async () => {
  const desk = await enrolledDesk({ sync: accepting });
  const [who = ''] = ROUND.charges.map(({ id }) => id);
  const begun = { draft: 'd', outbox: [], correcting: null };
  const visit = { format: 'call', on: TODAY, min: 20, seen: [who], topics: [], note: 'a note', next: [] } as const;
  await recordSupervision(desk, 'visit', visit, begun);
  await recordSupervision(desk, 'help', { topic: 'pair', on: TODAY, line: 'a line' }, begun);

  await exchange(desk);

  const { outbox, sent } = await readSnapshot(desk.store);
  expect(outbox).toEqual([]);
  expect(sent.map(({ kind, group, n }) => [kind, group, n]).sort()).toEqual([
    ['help', '', null],
    ['visit', '', null],
  ]);
  expect(JSON.stringify(sent)).not.toMatch(/a note|a line/);
});

test('a call for help that was refused is carried on by its correction', async () => {
  const desk = await enrolledDesk({ sync: answering(verdict('refused', 'Too long.')) });
  const begun = { draft: 'help/', outbox: [], correcting: null };
  const first = await recordSupervision(desk, 'help', { topic: 'pair', on: TODAY }, begun);
  await exchange(desk);
  const { outbox } = await readSnapshot(desk.store);

  const second = await recordSupervision(
    desk,
    'help',
    { topic: 'method', on: TODAY },
    { draft: 'help/', outbox, correcting: first.id },
  );

  expect((await readSnapshot(desk.store)).outbox.map(({ id, state }) => [id, state])).toEqual([[second.id, 'waiting']]);
});

test('a phone whose clock jumps by a year ends no interview; the days of the server do, in the same attempt', async () => {
  const office = openOffice();
  const desk = await enrolledDesk(office.server);
  await write(desk.store, () => [put('instruments', TWENTY.name, TWENTY)]);
  const { id } = await answered20(desk, { 1: 1 });
  const at = (now: Date) => exchange({ ...desk, now: () => now });

  await at(NOW);
  await at(new Date('2027-11-23T12:00:00Z'));
  expect(office.held).toEqual([]);
  office.clock = new Date(NOW.getTime() + 11 * 86_400_000);
  expect(await at(NOW)).toEqual({ how: 'done' });

  expect(office.held).toEqual([id]);
});
