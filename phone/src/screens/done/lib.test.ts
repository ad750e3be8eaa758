import { expect, test } from 'vitest';
import { AMAHORO, ROUND, TODAY } from '../../../tests/cast';
import { adaptedTo, answered, bodyOf, elementsOf, type Form, formOf, missing, newForm, sessionsToTell } from './lib';

const { checklist } = ROUND;

test.each([
  [1, ['circle', 'rules_agreed']],
  [2, ['circle', 'last_week']],
  [15, ['circle', 'last_week']],
] as const)('session %i has its own elements', (n, codes) => {
  expect(elementsOf(checklist, n).map(({ code }) => code)).toEqual(codes);
});

function filled(): Form {
  return answered(newForm(2, '2026-11-12'), 'circle', 'done');
}

test('what was not said is left out, and a way without an answer too', () => {
  const form = adaptedTo(filled(), 'last_week', { why: 'time', how: 'In two minutes' });

  expect(bodyOf(form, AMAHORO.id, checklist, TODAY)).toEqual({
    group: AMAHORO.id,
    n: 2,
    on: '2026-11-12',
    v: '2026-11',
    done: { circle: 'done' },
    adapted: {},
  });
});

test('an element that was done in another way says why, and how in short', () => {
  const form = adaptedTo(answered(filled(), 'last_week', 'partly'), 'last_week', {
    why: 'time',
    how: ' x'.repeat(200),
  });

  const body = bodyOf(form, AMAHORO.id, checklist, TODAY);

  expect(body?.adapted['last_week']?.why).toBe('time');
  expect(body?.adapted['last_week']?.how.length).toBeLessThanOrEqual(140);
  expect(bodyOf(adaptedTo(form, 'last_week', null), AMAHORO.id, checklist, TODAY)?.adapted).toEqual({});
});

test('an element of another session does not travel with this one', () => {
  const form = answered(filled(), 'rules_agreed', 'done');

  expect(bodyOf(form, AMAHORO.id, checklist, TODAY)?.done).toEqual({ circle: 'done' });
});

test.each([
  ['number', { n: '16' }],
  ['no_such_day', { on: { day: '31', month: '2', year: '2026' } }],
  ['day_to_come', { on: { day: '1', month: '12', year: '2026' } }],
  ['nothing_said', { done: {} }],
  ['why', { adapted: { circle: { why: null, how: '' } } }],
] as const)('with %s missing nothing is saved', (kind, changes) => {
  const form = { ...filled(), ...changes } as Form;

  expect(missing(form, checklist, TODAY)).toEqual([kind]);
  expect(bodyOf(form, AMAHORO.id, checklist, TODAY)).toBeNull();
});

test('what was refused is corrected from what it said', () => {
  const form = adaptedTo(filled(), 'circle', { why: 'place', how: 'Under the tree' });
  const body = bodyOf(form, AMAHORO.id, checklist, TODAY);
  if (body === null) throw new Error('It is whole.');

  expect(bodyOf(formOf(body), AMAHORO.id, checklist, TODAY)).toEqual(body);
});

test('one tells of sessions that were held, the latest first', () => {
  expect(sessionsToTell(AMAHORO).map(({ n }) => n)).toEqual([2, 1]);
});
