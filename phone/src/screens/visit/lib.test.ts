import { expect, test } from 'vitest';
import { ROUND, TODAY } from '../../../tests/cast';
import { type Subject, subjectOf } from '../round/lib';
import { bodyOf, type Form, fits, formOf, missing, newAgreed, newForm, toggled, whoMay } from './lib';

const [GROUP] = ROUND.groups as unknown as [{ id: string; facilitators: string[] }];
const [AMINA, BOSCO] = ROUND.charges.map(({ id }) => id) as [string, string];

function about(id: string): Subject {
  const subject = subjectOf(ROUND, id);
  if (subject === null) throw new Error('They are in the round.');
  return subject;
}

function filled(changes: Partial<Form> = {}): Form {
  return { ...newForm(about(GROUP.id), TODAY), format: 'session', seen: [AMINA], ...changes };
}

test('a visit to a group begins with its session to come, one to a person with that person', () => {
  expect(newForm(about(GROUP.id), TODAY)).toMatchObject({ group: GROUP.id, n: '3', seen: [] });
  expect(newForm(about(BOSCO), TODAY)).toMatchObject({ group: null, n: '', seen: [BOSCO] });
});

test('who sat in the circle names the session; who called names none', () => {
  const sat = bodyOf(filled({ topics: ['listening'], note: ' Calm. ' }), TODAY);
  const called = bodyOf(filled({ format: 'call' }), TODAY);

  expect(sat).toEqual({
    format: 'session',
    on: TODAY,
    min: 60,
    group: GROUP.id,
    n: 3,
    seen: [AMINA],
    topics: ['listening'],
    note: 'Calm.',
    next: [],
  });
  expect(called).not.toHaveProperty('n');
});

test('nobody sits in the session of no group', () => {
  const alone = newForm(about(BOSCO), TODAY);

  expect(fits('session', alone)).toBe(false);
  expect(missing('how', { ...alone, format: 'session' }, TODAY)).toEqual(['format']);
});

test('those who lead the group are offered; about no group, everybody in the round, whom it is about first', () => {
  expect(whoMay(filled(), ROUND)).toEqual([AMINA, BOSCO]);
  expect(whoMay(newForm(about(BOSCO), TODAY), ROUND)).toEqual([BOSCO, AMINA]);
});

test('what was agreed has a day two weeks on, words, and whose it is', () => {
  const one = { ...newAgreed('f1', TODAY), what: ' Practise silence ', who: BOSCO };

  expect(bodyOf(filled({ agreed: [one] }), TODAY)?.next).toEqual([
    { id: 'f1', what: 'Practise silence', due: '2026-12-06', who: BOSCO },
  ]);
});

const NO_DAY = { day: '31', month: '2', year: '2026' };

test.each([
  ['how', 'format', { format: null }],
  ['how', 'number', { n: '' }],
  ['when', 'no_such_day', { on: NO_DAY }],
  ['when', 'day_to_come', { on: { day: '1', month: '12', year: '2026' } }],
  ['when', 'visit_minutes', { minutes: '0' }],
  ['who', 'nobody_seen', { group: null, format: 'call', seen: [] }],
  ['agreed', 'agreed_what', { agreed: [newAgreed('f1', TODAY)] }],
  ['agreed', 'agreed_day', { agreed: [{ ...newAgreed('f1', TODAY), what: 'Silence', due: NO_DAY }] }],
] as const)('at "%s" %s is asked for, and nothing is saved without it', (step, kind, changes) => {
  const form = filled(changes as unknown as Partial<Form>);

  expect(missing(step, form, TODAY)).toEqual([kind]);
  expect(missing('review', form, TODAY)).toEqual([kind]);
  expect(bodyOf(form, TODAY)).toBeNull();
});

test('what was refused is corrected from what it said', () => {
  const agreed = [{ ...newAgreed('f1', TODAY), what: 'Silence', who: AMINA, competence: 'listening' }];
  const body = bodyOf(filled({ agreed, note: 'Calm.' }), TODAY);
  if (body === null) throw new Error('It is whole.');

  expect(bodyOf(formOf(body), TODAY)).toEqual(body);
});

test('a second touch takes back the first', () => {
  expect(toggled(toggled(['a'], 'b'), 'a')).toEqual(['b']);
});
