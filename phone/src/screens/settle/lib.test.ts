import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { TWICE } from '../../../tests/cast';
import type { Beside } from '../../records/group';
import { speak } from '../../words';
import { chosenBeforehand, missedBody, questionOf, questionsOf, settleBody, unanswered } from './lib';
import { labelOf, makerOf, saidIn, usedOf, whoSaid } from './told';

beforeAll(() => speak('en'));

const [TWO] = TWICE.beside as [Beside];
const [WEEK] = TWICE.beside_missed as [(typeof TWICE.beside_missed)[number]];
const three = (differ: Beside['differ']): Beside => ({
  n: 2,
  reports: ['a', 'b', 'c'].map((id, at) => ({ id, by: ['Amina', 'Bosco', ''][at] ?? '', counted: at === 0 })),
  differ,
});

test('where two different things were said nothing is chosen beforehand', () => {
  const questions = questionsOf(TWO);

  expect(chosenBeforehand(questions)).toEqual({});
  expect(unanswered(questions, {})).toEqual(['on', 'phase', 'mark.2']);
  expect(settleBody(TWICE.id, TWO, { on: 'amina', phase: 'bosco' })).toBeNull();
});

test('where only one thing was said it is chosen, and can be taken back', () => {
  const beside = three([
    { key: 'voice.safe', values: [null, [12, 1, 0], null] },
    { key: 'hard', values: [[], [], ['conflict']] },
    { key: 'min', values: [180, null, 150] },
  ]);

  const questions = questionsOf(beside);

  expect(chosenBeforehand(questions)).toEqual({ 'voice.safe': 'b', hard: 'c' });
  expect(questions[0]?.choices.map(({ id }) => id)).toEqual(['a', 'b']);
});

test('reports that say the same stand together, and everybody who said it is named', () => {
  const [minutes] = questionsOf(three([{ key: 'min', values: [180, 150, 180] }]));

  expect(minutes?.choices.map(({ value, said }) => [value, said.map(({ id }) => id)])).toEqual([
    [180, ['a', 'c']],
    [150, ['b']],
  ]);
});

test('the record names every report, and for each question the place of the one that is right', () => {
  const body = settleBody(TWICE.id, TWO, { on: 'bosco', phase: 'amina', 'mark.2': 'bosco' });

  expect(body).toEqual({
    group: TWICE.id,
    n: 2,
    of: ['amina', 'bosco'],
    take: { on: 1, phase: 0, 'mark.2': 1 },
  });
});

test('a choice of a report that is not there any more has to be made again', () => {
  expect(unanswered(questionsOf(TWO), { on: 'gone', phase: 'amina', 'mark.2': 'bosco' })).toEqual(['on']);
});

test('whatever three reports say, every value is shown once, with all who said it', () => {
  const said = fc.option(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.subarray(['conflict', 'alcohol'])), { nil: null });

  fc.assert(
    fc.property(fc.tuple(said, said, said), (values) => {
      const [{ choices } = { choices: [] }] = questionsOf(three([{ key: 'hard', values }]));
      const told = choices.flatMap((choice) => choice.said.map(({ id }) => [id, choice.value]));
      expect(Object.fromEntries(told)).toEqual({ a: values[0], b: values[1], c: values[2] });
      expect(new Set(choices.map(({ value }) => JSON.stringify(value))).size).toBe(choices.length);
    }),
  );
});

test('a week without a meeting asks for its reason, and the answer takes the place of all', () => {
  expect(unanswered([questionOf(WEEK)], {})).toEqual(['reason']);
  expect(missedBody(TWICE.id, WEEK, {})).toBeNull();
  expect(missedBody(TWICE.id, WEEK, { reason: 'm2' })).toEqual({
    group: TWICE.id,
    on: '2026-11-19',
    reason: 'mourning',
    settles: ['m1', 'm2'],
  });
});

test.each([
  ['on', '2026-11-12', 'Date', '12/11/2026'],
  ['min', 180, 'Minutes', '180'],
  ['place', 'tree', 'Kind of place', 'Under a tree'],
  ['phase', 'care', 'Phase', 'Care'],
  ['by', [1, 2], 'Facilitators', 'Amina, Bosco'],
  ['hard', [], 'What was hard', 'Nothing written'],
  ['voice.safe', [12, 1, 0], 'Stones: I was safe', 'Good: 12 · Middle: 1 · Not good: 0'],
  ['mark.2', 'excused', 'Espérance', 'Excused'],
  ['mark.9', null, 'Seat 9', 'Nothing written'],
  ['reason', 'rain', 'Why?', 'Rain'],
  ['place', 'stadium', 'Kind of place', 'stadium'],
])('%s %j is told as %s: %s', (key, value, label, words) => {
  expect([labelOf(key, TWICE), saidIn(key, value, TWICE)]).toEqual([label, words]);
});

test('the reading in use is named until it is settled', () => {
  const { reports } = three([]);

  expect(usedOf(reports)).toBe('Until it is settled, this report is used: Amina');
  expect(makerOf({ id: 'c', by: '', counted: false }, reports)).toBe('Report 3');
});

test('two reports of one person are told apart', () => {
  const reports = ['a', 'b'].map((id) => ({ id, by: 'Amina', counted: id === 'a' }));

  expect(reports.map((report) => makerOf(report, reports))).toEqual(['Amina (1)', 'Amina (2)']);
});

test('a value names each person once, with a number only where the same person said something else too', () => {
  const reports = ['Amina', 'Bosco', 'Amina', 'Bosco'].map((by, at) => ({ id: String(at), by, counted: at === 0 }));
  const [minutes] = questionsOf({ n: 2, reports, differ: [{ key: 'min', values: [180, 150, 180, 180] }] });

  const { choices } = minutes ?? { choices: [] };

  expect(choices.map((choice) => whoSaid(choice, choices, reports))).toEqual(['Amina, Bosco (4)', 'Bosco (2)']);
});
