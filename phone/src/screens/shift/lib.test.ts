import { expect, test } from 'vitest';
import { AMAHORO, TODAY } from '../../../tests/cast';
import { typedDay } from '../../ui/DateFields';
import { missingIn, type RoleForm, roleBody, roleForm, type ShiftForm, shiftBody, shiftForm } from './lib';

const shift: ShiftForm = { on: typedDay(TODAY), d: 'family', by: 'host_neighbour', line: ' They share a well ' };
const role: RoleForm = { seat: '2', role: 'mediator', since: typedDay('2026-11-01') };

test('a small shift starts today with nothing chosen, and nobody is said to have noticed it', () => {
  expect(shiftForm(TODAY, null)).toEqual({ on: typedDay(TODAY), d: null, by: null, line: '' });
  expect(missingIn(shiftForm(TODAY, null), TODAY)).toEqual(['about', 'by', 'line']);
});

test('what is whole becomes a record without stray blanks', () => {
  expect(missingIn(shift, TODAY)).toEqual([]);
  expect(shiftBody(shift, AMAHORO.id, TODAY)).toEqual({
    group: AMAHORO.id,
    on: TODAY,
    d: 'family',
    by: 'host_neighbour',
    line: 'They share a well',
  });
  expect(roleBody(role, AMAHORO.id, TODAY)).toEqual({
    group: AMAHORO.id,
    seat: 2,
    role: 'mediator',
    since: '2026-11-01',
  });
});

test.each([
  [{ line: '   ' }, 'line'],
  [{ on: { day: '31', month: '2', year: '2026' } }, 'no_such_day'],
  [{ on: { day: '23', month: '11', year: '2026' } }, 'day_to_come'],
])('with %j nothing is kept, and what is missing is said', (changed, lacks) => {
  const form = { ...shift, ...changed } as ShiftForm;

  expect(missingIn(form, TODAY)).toEqual([lacks]);
  expect(shiftBody(form, AMAHORO.id, TODAY)).toBeNull();
});

test('a role needs the person who tells it', () => {
  expect(missingIn({ ...role, seat: null }, TODAY)).toEqual(['person']);
  expect(roleBody({ ...role, seat: null }, AMAHORO.id, TODAY)).toBeNull();
});

test('a refused record comes back as it was entered', () => {
  const said = { group: AMAHORO.id, on: '2026-11-20', d: 'anger', by: 'family', line: 'Calmer' } as const;
  const told = { group: AMAHORO.id, seat: 1, role: 'leader', since: '2026-11-20' } as const;

  expect(shiftBody(shiftForm(TODAY, said), AMAHORO.id, TODAY)).toEqual(said);
  expect(roleBody(roleForm(TODAY, told), AMAHORO.id, TODAY)).toEqual(told);
});
