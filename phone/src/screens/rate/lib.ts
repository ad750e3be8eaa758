/** The rules of a rating: which level the ticks come to, what is still missing, and the record it becomes. */

import type { Occasion } from '../../records/codes';
import { dayFrom } from '../../records/dates';
import type { BehaviourKind, Competence, Round, RoundGroup, Rubric } from '../../records/own';
import type { RatingBody } from '../../records/record';
import { type TypedDay, typedDay } from '../../ui/DateFields';
import { groupsOf } from '../round/lib';

export const NOTE_LENGTH = 500;

/** The order in which behaviours are asked: what everybody needs first. */
export const KINDS: readonly BehaviourKind[] = ['basic', 'advanced', 'harmful'];

export type Level = 1 | 2 | 3 | 4;

export interface Form {
  readonly occasion: Occasion | null;
  readonly group: string | null;
  readonly n: string;
  readonly on: TypedDay;
  /** Codes of the behaviours seen, by competence. */
  readonly ticks: Readonly<Record<string, readonly string[]>>;
  readonly note: string;
}

/** The only group of the person is meant where there is only one. */
export function newForm(round: Round, who: string, today: string): Form {
  const groups = groupsOf(round, who);
  const [group = null] = groups.length === 1 ? groups : [];
  return {
    occasion: null,
    group: group?.id ?? null,
    n: numberFor(group),
    on: typedDay(today),
    ticks: {},
    note: '',
  };
}

export function numberFor(group: RoundGroup | null): string {
  return group?.next_n == null ? '' : String(group.next_n);
}

export function formOf(body: RatingBody): Form {
  return {
    occasion: body.occasion,
    group: body.group ?? null,
    n: body.n === undefined ? '' : String(body.n),
    on: typedDay(body.on),
    ticks: body.ticks,
    note: body.note ?? '',
  };
}

export function ticked(form: Form, competence: string, code: string): Form {
  const codes = form.ticks[competence] ?? [];
  const after = codes.includes(code) ? codes.filter((other) => other !== code) : [...codes, code];
  const { [competence]: _before, ...others } = form.ticks;
  return { ...form, ticks: after.length === 0 ? others : { ...others, [competence]: after } };
}

/**
 * The level that ticks come to, by the office's rule: something harmful is 1; all basics and something beyond is 4; all
 * basics are 3; some of either is 2. Null: nothing was seen.
 */
export function levelOf(codes: readonly string[], { behaviours }: Competence): Level | null {
  const seen = (kind: BehaviourKind) => behaviours.filter((one) => one.kind === kind && codes.includes(one.code));
  const basics = behaviours.filter(({ kind }) => kind === 'basic').length;
  if (seen('harmful').length > 0) return 1;
  const all = seen('basic').length === basics;
  if (all && seen('advanced').length > 0) return 4;
  if (all && basics > 0) return 3;
  return seen('basic').length + seen('advanced').length > 0 ? 2 : null;
}

export function levels(form: Form, rubric: Rubric): ReadonlyMap<string, Level | null> {
  return new Map(rubric.competences.map((one) => [one.code, levelOf(form.ticks[one.code] ?? [], one)]));
}

export type Missing = 'occasion' | 'group' | 'number' | 'no_such_day' | 'day_to_come' | 'nothing_seen';

/** What the first page still needs. */
export function missingStart(form: Form, today: string): Missing[] {
  const found: Missing[] = [];
  if (form.occasion === null) found.push('occasion');
  if (form.occasion === 'in_group' && form.group === null) found.push('group');
  else if (form.occasion === 'in_group' && !/^([1-9]|1[0-5])$/.test(form.n)) found.push('number');
  const on = dayFrom(form.on.day, form.on.month, form.on.year);
  if (on === null) found.push('no_such_day');
  else if (on > today) found.push('day_to_come');
  return found;
}

export function missing(form: Form, rubric: Rubric, today: string): Missing[] {
  const seen = [...levels(form, rubric).values()].some((level) => level !== null);
  return seen ? missingStart(form, today) : [...missingStart(form, today), 'nothing_seen'];
}

/** The record's body, or null while something is missing. */
export function bodyOf(form: Form, who: string, rubric: Rubric, today: string): Omit<RatingBody, 'replaces'> | null {
  const on = dayFrom(form.on.day, form.on.month, form.on.year);
  if (form.occasion === null || on === null || missing(form, rubric, today).length > 0) return null;
  const note = form.note.trim().slice(0, NOTE_LENGTH);
  return {
    who,
    on,
    occasion: form.occasion,
    ...(form.occasion === 'in_group' && form.group !== null && { group: form.group, n: Number(form.n) }),
    rubric: rubric.name,
    rv: rubric.version,
    ticks: form.ticks,
    ...(note !== '' && { note }),
  };
}
