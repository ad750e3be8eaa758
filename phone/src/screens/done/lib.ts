/** The rules of "What was done?": the elements of a session, how far each was done, and the record it becomes. */

import type { Done, WhyAdapted } from '../../records/codes';
import { dayFrom } from '../../records/dates';
import type { Group } from '../../records/group';
import type { Checklist, Element } from '../../records/own';
import type { ChecklistBody } from '../../records/record';
import { type TypedDay, typedDay } from '../../ui/DateFields';

export const HOW_LENGTH = 140;

export interface Way {
  readonly why: WhyAdapted | null;
  readonly how: string;
}

export interface Form {
  readonly n: string;
  readonly on: TypedDay;
  readonly done: Readonly<Record<string, Done>>;
  /** How an element was done in another way, by its code. */
  readonly adapted: Readonly<Record<string, Way>>;
}

export function newForm(n: number | null, on: string): Form {
  return { n: n === null ? '' : String(n), on: typedDay(on), done: {}, adapted: {} };
}

export function formOf(body: ChecklistBody): Form {
  return { n: String(body.n), on: typedDay(body.on), done: body.done, adapted: body.adapted };
}

/** The elements that belong to a session, in their order. */
export function elementsOf(checklist: Checklist, n: number): readonly Element[] {
  return checklist.elements.filter(({ first, last }) => first <= n && n <= last);
}

/** The session that is meant; null while it is none of the fifteen. */
export function numberOf(form: Form): number | null {
  return /^([1-9]|1[0-5])$/.test(form.n) ? Number(form.n) : null;
}

export function answered(form: Form, code: string, done: Done): Form {
  return { ...form, done: { ...form.done, [code]: done } };
}

/** The way in which an element was done instead; a way without a reason is none. */
export function adaptedTo(form: Form, code: string, way: Way | null): Form {
  const { [code]: _former, ...others } = form.adapted;
  return { ...form, adapted: way === null ? others : { ...others, [code]: way } };
}

export type Missing = 'number' | 'no_such_day' | 'day_to_come' | 'nothing_said' | 'why';

export function missing(form: Form, checklist: Checklist, today: string): Missing[] {
  const n = numberOf(form);
  if (n === null) return ['number'];
  const found: Missing[] = [];
  const on = dayFrom(form.on.day, form.on.month, form.on.year);
  if (on === null) found.push('no_such_day');
  else if (on > today) found.push('day_to_come');
  const codes = elementsOf(checklist, n).map(({ code }) => code);
  if (codes.every((code) => form.done[code] === undefined)) found.push('nothing_said');
  if (codes.some((code) => form.adapted[code]?.why === null)) found.push('why');
  return found;
}

/** The record's body, or null while something is missing. What was not said is left out. */
export function bodyOf(
  form: Form,
  group: string,
  checklist: Checklist,
  today: string,
): Omit<ChecklistBody, 'replaces'> | null {
  const n = numberOf(form);
  const on = dayFrom(form.on.day, form.on.month, form.on.year);
  if (n === null || on === null || missing(form, checklist, today).length > 0) return null;
  const done: Record<string, Done> = {};
  const adapted: Record<string, { why: WhyAdapted; how: string }> = {};
  for (const { code } of elementsOf(checklist, n)) {
    const [said, way] = [form.done[code], form.adapted[code]];
    if (said !== undefined) done[code] = said;
    if (said !== undefined && way != null && way.why !== null) {
      adapted[code] = { why: way.why, how: way.how.trim().slice(0, HOW_LENGTH) };
    }
  }
  return { group, n, on, v: checklist.version, done, adapted };
}

/** Sessions of an own group of which one can still say what was done: those that were held, the latest first. */
export function sessionsToTell(group: Group): readonly { readonly n: number; readonly on: string }[] {
  return [...group.sessions].sort((one, other) => other.n - one.n);
}
