import { h } from 'preact';
import { beforeEach, expect, test, vi } from 'vitest';
import { enrolledDesk, ROUND, TODAY } from '../../../tests/cast';
import { wordsOf } from '../../../tests/shown';
import type { Competence } from '../../records/own';
import { say, speak, speakLater } from '../../words';
import { bodyOf, type Form, formOf, levelOf, missing, newForm, ticked } from './lib';
import { RateReview } from './Review';

const [LISTENING] = ROUND.rubric.competences as unknown as [Competence];
const [, BOSCO] = ROUND.charges as unknown as [unknown, { id: string; name: string }];

beforeEach(async () => {
  await speak('en');
  await speakLater();
});

// The same table as the office's: harm first, then all basics, then what is beyond.
test.each([
  [[], null],
  [['h1'], 1],
  [['h1', 'b1', 'b2', 'a1'], 1],
  [['b1'], 2],
  [['a1'], 2],
  [['b1', 'a1'], 2],
  [['b1', 'b2'], 3],
  [['b1', 'b2', 'a1'], 4],
] as const)('the ticks %j come to level %j', (codes, level) => {
  expect(levelOf(codes, LISTENING)).toBe(level);
});

function filled(changes: Partial<Form> = {}): Form {
  const form = newForm(ROUND, BOSCO.id, TODAY);
  return { ...form, occasion: 'in_group', ticks: { listening: ['b1'] }, ...changes };
}

test('the only group of a person and its session to come are offered at once', () => {
  expect(newForm(ROUND, BOSCO.id, TODAY)).toMatchObject({ group: ROUND.groups[0]?.id, n: '3', occasion: null });
});

test('a rating in a group names it and its session; one in a role-play names neither', () => {
  const inGroup = bodyOf(filled(), BOSCO.id, ROUND.rubric, TODAY);
  const inPlay = bodyOf(filled({ occasion: 'role_play', note: ' Calm. ' }), BOSCO.id, ROUND.rubric, TODAY);

  expect(inGroup).toEqual({
    who: BOSCO.id,
    on: TODAY,
    occasion: 'in_group',
    group: ROUND.groups[0]?.id,
    n: 3,
    rubric: 'tuvurane-cbs',
    rv: '1.0',
    ticks: { listening: ['b1'] },
  });
  expect(inPlay).not.toHaveProperty('group');
  expect(inPlay).not.toHaveProperty('n');
  expect(inPlay).toMatchObject({ occasion: 'role_play', note: 'Calm.' });
});

test.each([
  ['occasion', { occasion: null }],
  ['group', { group: null }],
  ['number', { n: '16' }],
  ['no_such_day', { on: { day: '31', month: '2', year: '2026' } }],
  ['day_to_come', { on: { day: '1', month: '12', year: '2026' } }],
  ['nothing_seen', { ticks: {} }],
] as const)('without %s nothing is saved', (kind, changes) => {
  const form = filled(changes as Partial<Form>);

  expect(missing(form, ROUND.rubric, TODAY)).toEqual([kind]);
  expect(bodyOf(form, BOSCO.id, ROUND.rubric, TODAY)).toBeNull();
});

test('a tick that is taken back leaves the competence as not seen', () => {
  const form = ticked(filled(), 'listening', 'b1');

  expect(form.ticks).toEqual({});
  expect(missing(form, ROUND.rubric, TODAY)).toContain('nothing_seen');
});

test('what was refused is corrected from what it said', () => {
  const body = bodyOf(filled({ note: 'Calm.' }), BOSCO.id, ROUND.rubric, TODAY);
  if (body === null) throw new Error('It is whole.');

  expect(bodyOf(formOf(body), BOSCO.id, ROUND.rubric, TODAY)).toEqual(body);
});

test('what was ticked under harm is said as what to practise, and no word of it accuses', async () => {
  const desk = await enrolledDesk();
  const props = { round: ROUND, who: BOSCO, form: filled({ ticks: { listening: ['h1', 'b1'] } }) };
  const rest = { change: vi.fn(), address: String, save: vi.fn(), saving: false, problem: null };

  const words = await wordsOf(h(RateReview, { ...props, ...rest }), desk);

  expect(words).toContain(say('phone.level.1'));
  expect(words).toContain(say('phone.rate.first', { name: 'Bosco' }));
  expect(words).toContain(say('phone.rate.not_seen'));
  expect(words).not.toMatch(/harm|bad|wrong|fail|Lectures/i);
});
