import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AMAHORO, sessionRecord, TODAY } from '../../../tests/cast';
import { bodyOf, type Form, formOf, markOthers, missing, newForm, nextMark, unevenQuestions, unmarked } from './lib';

const begun = newForm(AMAHORO, TODAY, undefined);
const complete: Form = { ...markOthers(begun, AMAHORO, 'present'), place: 'church' };

test('a new session starts today, with the usual length and the phase of the last one, and nobody marked', () => {
  expect(begun).toMatchObject({
    on: { day: '22', month: '11', year: '2026' },
    minutes: '180',
    phase: 'trust',
    marks: {},
    place: null,
  });
});

test('the first session has no phase until the facilitators judge it', () => {
  expect(newForm({ ...AMAHORO, sessions: [] }, TODAY, undefined).phase).toBeNull();
});

test('a tap says came; further taps go round', () => {
  expect([undefined, 'present', 'excused', 'absent'].map((mark) => nextMark(mark as never))).toEqual([
    'present',
    'excused',
    'absent',
    'present',
  ]);
});

test('marking the others leaves the marks that were made', () => {
  const form = markOthers({ ...begun, marks: { 2: 'excused' }, by: { 2: false } }, AMAHORO, 'present');

  expect(form.marks).toEqual({ 1: 'present', 2: 'excused', 3: 'present' });
  expect(form.by).toEqual({ 1: true, 2: false });
});

test('nobody is counted by default: an unmarked person holds the session back', () => {
  expect(unmarked(begun, AMAHORO)).toBe(5);
  expect(missing('who', { ...complete, marks: { 1: 'present' } }, AMAHORO, TODAY)).toEqual(['unmarked']);
});

test('a session that no facilitator led is not a session', () => {
  expect(missing('who', { ...complete, by: { 1: false, 2: false } }, AMAHORO, TODAY)).toEqual(['nobody_led']);
});

test.each([
  [{ on: { day: '31', month: '2', year: '2026' } }, ['no_such_day']],
  [{ on: { day: '23', month: '11', year: '2026' } }, ['day_to_come']],
  [{ minutes: '' }, ['minutes']],
  [{ minutes: '9' }, ['minutes']],
  [{ minutes: '601' }, ['minutes']],
  [{ place: null, phase: null }, ['place', 'phase']],
  [{}, []],
])('with %j the step still needs %j', (change, expected) => {
  expect(missing('when', { ...complete, ...(change as Partial<Form>) }, AMAHORO, TODAY)).toEqual(expected);
});

test('stones that are not as many as those who came are pointed out, not refused', () => {
  const form: Form = { ...complete, voice: { ...complete.voice, heard: ['2', '1', ''], safe: ['2', '', ''] } };

  expect(unevenQuestions(form, AMAHORO)).toEqual(['safe']);
  expect(bodyOf(form, AMAHORO, 3, TODAY)?.voice).toEqual({ heard: [2, 1, 0], safe: [2, 0, 0] });
});

test('what stays empty is not sent', () => {
  expect(bodyOf(complete, AMAHORO, 3, TODAY)).toEqual({
    group: AMAHORO.id,
    n: 3,
    on: TODAY,
    min: 180,
    place: 'church',
    phase: 'trust',
    by: [1, 2],
    marks: { p: [1, 2, 3], e: [], a: [] },
  });
});

test('an incomplete form is no record', () => {
  expect(bodyOf(begun, AMAHORO, 3, TODAY)).toBeNull();
});

test('opening a record to correct it and saving it unchanged says the same', () => {
  const total = fc.integer({ min: 0, max: 40 });
  const tally = fc.tuple(total, total, total);
  const bodies = fc.record({
    phase: fc.constantFrom('safety', 'memories'),
    min: fc.integer({ min: 10, max: 600 }),
  });

  fc.assert(
    fc.property(bodies, tally, fc.string({ maxLength: 100 }), ({ phase, min }, heard, line) => {
      const shifts = [{ d: 'anger', line: line.trim() }] as const;
      const { body } = sessionRecord('x', 3, {
        phase,
        min,
        voice: { heard },
        shifts,
        hard: ['alcohol'],
        note: 'n',
      } as never);
      expect(bodyOf(formOf(body, AMAHORO), AMAHORO, 3, TODAY)).toEqual(body);
    }),
  );
});

test('who noticed a small shift is sent where it was not a facilitator, and comes back to be corrected', () => {
  const form: Form = {
    ...complete,
    shifts: { anger: 'calmer', family: 'they eat together' },
    seen: { family: 'family', anger: 'facilitator' },
  };
  const body = bodyOf(form, AMAHORO, 3, TODAY);

  expect(body?.shifts).toEqual([
    { d: 'anger', line: 'calmer' },
    { d: 'family', line: 'they eat together', by: 'family' },
  ]);
  expect(body === null ? null : formOf(body, AMAHORO)).toMatchObject({ seen: { family: 'family' } });
});

test('a draft of an app that did not ask who noticed is still a session', () => {
  const { seen: _none, ...before } = { ...complete, shifts: { anger: 'calmer' } };

  expect(bodyOf(before, AMAHORO, 3, TODAY)?.shifts).toEqual([{ d: 'anger', line: 'calmer' }]);
});
