import { expect, test } from 'vitest';
import { AMAHORO, answered20, CARINES, enrolledDesk, ROUND, sessionRecord } from '../../../tests/cast';
import type { SupervisionRecord } from '../../records/record';
import type { Sent, Waiting } from '../../store/database';
import { readSnapshot } from '../../store/snapshot';
import { dayOfRecord, groupNamed, peopleIn, repairAddress, sorted } from './lib';

const trace: Sent = { id: 's', kind: 'session', group: AMAHORO.id, n: 3, when: '2026-11-20T10:00:00Z', aside: null };
const entry = (id: string, state: Waiting['state']): Waiting => ({
  id,
  record: sessionRecord(id),
  state,
  sentence: null,
});

test('every record is told once, by what became of it', () => {
  const sent = [trace, { ...trace, id: 'a', aside: 'Why.' }];

  const { waiting, refused, aside, taken } = sorted({
    outbox: [entry('w', 'waiting'), entry('r', 'refused')],
    sent,
    interviews: [],
  });

  expect([waiting, refused, aside, taken].map((list) => list.map(({ id }) => id))).toEqual([
    ['w'],
    ['r'],
    ['a'],
    ['s'],
  ]);
});

test.each([1, 0, null])(
  'a questionnaire counts as one from its first answer to its end, %j to screening or not',
  async (said) => {
    const desk = await enrolledDesk();
    const counts = [];
    for (const at of [1, 16, 17, 18]) {
      await answered20(desk, { [at]: at === 17 ? said : 0 });
      counts.push(sorted(await readSnapshot(desk.store)).waiting.length);
    }

    expect(counts).toEqual([1, 1, 1, 1]);
  },
);

test('a refused session is put right where it was entered, a refused settling where the reports stand', () => {
  const body = { group: AMAHORO.id, n: 2, of: ['x', 'y'], take: {} };
  const record = { id: 'q', kind: 'settle', v: 1, at: '2026-11-22T10:00:00Z', body } as const;

  expect(repairAddress(entry('r', 'refused'), { groups: [] })).toBe(`/group/${AMAHORO.id}/session/3/who/r`);
  expect(repairAddress({ id: 'q', record, state: 'refused', sentence: null }, { groups: [] })).toBe(
    `/group/${AMAHORO.id}/settle/2`,
  );
  expect(dayOfRecord(record)).toBe('2026-11-22');
});

const [BOSCO = ''] = ROUND.charges.map(({ id }) => id).slice(1);
const made = (kind: SupervisionRecord['kind'], body: object) =>
  ({ id: 'q', kind, v: 1, at: '2026-11-22T10:00:00Z', body }) as unknown as SupervisionRecord;

test.each([
  ['visit', { group: AMAHORO.id, seen: [] }, `/round/visit/${AMAHORO.id}/how/q`],
  ['visit', { seen: [BOSCO] }, `/round/visit/${BOSCO}/how/q`],
  ['visit', { seen: [] }, null],
  ['rating', { who: BOSCO }, `/round/rate/${BOSCO}/start/q`],
  ['checklist', { group: AMAHORO.id, n: 2 }, `/round/done/${AMAHORO.id}/0/q`],
  ['help', { topic: 'pair' }, '/help/q'],
] as const)('a refused %s about %j is put right at %s', (kind, body, address) => {
  const refused: Waiting = { id: 'q', record: made(kind, body), state: 'refused', sentence: null };

  expect(repairAddress(refused, { groups: [] })).toBe(address);
});

test('what was done in an own group is put right in that group', () => {
  const record = made('checklist', { group: AMAHORO.id, n: 2 });

  expect(repairAddress({ id: 'q', record, state: 'refused', sentence: null }, { groups: [AMAHORO] })).toBe(
    `/group/${AMAHORO.id}/done/2/1/q`,
  );
});

test('groups and people of the round have their names in the outbox; those who left have none', () => {
  const names = { groups: [], own: CARINES };

  expect([groupNamed(names, AMAHORO.id), groupNamed(names, 'gone')]).toEqual(['Amahoro', null]);
  expect(peopleIn(made('rating', { who: BOSCO }), names)).toEqual(['Bosco']);
  expect(peopleIn(made('visit', { seen: [BOSCO, 'gone'] }), names)).toEqual(['Bosco']);
});
