import { expect, test } from 'vitest';
import { ROUND, TODAY } from '../../../tests/cast';
import type { VisitRecord } from '../../records/record';
import type { Waiting } from '../../store/database';
import { followUps, groupsOf, reasonsFor, subjectOf, subjectOfRow, titleOf, visitedHere } from './lib';
import { roundRoute } from './route';

const [GROUP] = ROUND.groups.map(({ id }) => id) as [string];
const [AMINA, BOSCO] = ROUND.charges.map(({ id }) => id) as [string, string];

test('a group and a facilitator are found by their ids, a stranger is not', () => {
  const found = [GROUP, BOSCO, 'stranger'].map((id) => subjectOf(ROUND, id));

  expect(found.map((one) => one && titleOf(one))).toEqual(['Amahoro', 'Bosco', null]);
});

test.each([
  [{ group: GROUP, who: [BOSCO] }, GROUP],
  [{ group: null, who: [BOSCO] }, BOSCO],
  [{ group: 'gone', who: [BOSCO] }, BOSCO],
  [{ group: 'gone', who: ['gone'] }, undefined],
])('the row %j of the plan is about %s', (row, id) => {
  expect(subjectOfRow(ROUND, { ...row, reasons: [] })?.id).toBe(id);
});

test('a group stands in the plan with its reasons, a person without a row has none', () => {
  const [group, amina] = [GROUP, AMINA].map((id) => subjectOf(ROUND, id));
  if (group == null || amina == null) throw new Error('They are in the round.');

  expect(reasonsFor(ROUND, group)).toHaveLength(2);
  expect(reasonsFor(ROUND, amina)).toEqual([]);
  expect(groupsOf(ROUND, AMINA).map(({ name }) => name)).toEqual(['Amahoro']);
});

const VISIT: VisitRecord = {
  id: 'v',
  kind: 'visit',
  v: 1,
  at: '2026-11-22T10:00:00Z',
  body: { format: 'call', on: TODAY, min: 20, group: GROUP, seen: [BOSCO], topics: [], next: [] },
};
const entry = (state: Waiting['state']): Waiting => ({ id: 'v', record: VISIT, state, sentence: null });

test('a visit that waits here is told beside the plan; one that was refused is not', () => {
  const [group, bosco, amina] = [GROUP, BOSCO, AMINA].map((id) => subjectOf(ROUND, id));
  if (group == null || bosco == null || amina == null) throw new Error('They are in the round.');

  expect([group, bosco, amina].map((one) => visitedHere(one, [entry('waiting')]))).toEqual([true, true, false]);
  expect(visitedHere(group, [entry('refused')])).toBe(false);
});

test('what was agreed comes by its day, and on its last day it is not late yet', () => {
  const late = ROUND.follow_ups[0];
  if (late === undefined) throw new Error('One is due.');
  const rows = followUps({ ...ROUND, follow_ups: [{ ...late, id: 'f2', due: TODAY }, late] }, TODAY);

  expect(rows.map(({ id, overdue }) => [id, overdue])).toEqual([
    [late.id, true],
    ['f2', false],
  ]);
});

test.each([
  [[], { page: 'round' }],
  [['all'], { page: 'all' }],
  [['at', 'x'], { page: 'at', subject: 'x' }],
  [['visit', 'x', 'who'], { page: 'visit', subject: 'x', step: 'who', correcting: null }],
  [['visit', 'x', 'nowhere'], { page: 'round' }],
  [['rate', 'x', '7'], { page: 'rate', subject: 'x', at: '7', correcting: null }],
  [['rate', 'x', 'start', 'r1'], { page: 'rate', subject: 'x', at: 'start', correcting: 'r1' }],
  [['done', 'x', '2w'], { page: 'done', subject: 'x', at: '2w', correcting: null }],
  [['done', 'x', 'z'], { page: 'at', subject: 'x' }],
  [['saved', 'x'], { page: 'saved', subject: 'x' }],
  [['nowhere', 'x'], { page: 'round' }],
])('below the round %j leads to %j', (path, route) => {
  expect(roundRoute(path)).toEqual(route);
});
