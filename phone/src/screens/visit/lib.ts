/** The rules of the report of a visit or a call: what it starts with, what it still needs, the record it becomes. */

import type { Topic, VisitFormat } from '../../records/codes';
import { dayFrom, plusDays } from '../../records/dates';
import type { Round } from '../../records/own';
import type { AgreedBody, VisitBody } from '../../records/record';
import { type TypedDay, typedDay } from '../../ui/DateFields';
import type { Subject } from '../round/lib';

export const STEPS = ['how', 'when', 'who', 'about', 'agreed', 'review'] as const;
export type Step = (typeof STEPS)[number];

export const NOTE_LENGTH = 500;
export const WHAT_LENGTH = 200;
/** More is not remembered. */
export const MOST_AGREED = 6;
const MOST_MINUTES = 600;
const USUAL_MINUTES = '60';
/** What was agreed is looked at again in two weeks, unless another day is said. */
const DUE_AFTER = 14;

export interface Agreed {
  readonly id: string;
  readonly what: string;
  readonly due: TypedDay;
  /** Who does it; null: the supervisor. */
  readonly who: string | null;
  readonly competence: string | null;
}

export interface Form {
  readonly format: VisitFormat | null;
  readonly group: string | null;
  /** The session of the group in which they sat. */
  readonly n: string;
  readonly on: TypedDay;
  readonly minutes: string;
  readonly seen: readonly string[];
  readonly topics: readonly Topic[];
  readonly note: string;
  readonly agreed: readonly Agreed[];
}

export function newForm(subject: Subject, today: string): Form {
  const group = subject.what === 'group' ? subject.group : null;
  return {
    format: null,
    group: group?.id ?? null,
    n: group?.next_n == null ? '' : String(group.next_n),
    on: typedDay(today),
    minutes: USUAL_MINUTES,
    seen: group === null ? [subject.id] : [],
    topics: [],
    note: '',
    agreed: [],
  };
}

export function formOf(body: VisitBody): Form {
  return {
    format: body.format,
    group: body.group ?? null,
    n: body.n === undefined ? '' : String(body.n),
    on: typedDay(body.on),
    minutes: String(body.min),
    seen: body.seen,
    topics: body.topics,
    note: body.note ?? '',
    agreed: body.next.map(({ id, what, due, who, competence }) => ({
      id,
      what,
      due: typedDay(due),
      who: who ?? null,
      competence: competence ?? null,
    })),
  };
}

export function newAgreed(id: string, today: string): Agreed {
  return { id, what: '', due: typedDay(plusDays(today, DUE_AFTER)), who: null, competence: null };
}

/** Formats that fit: nobody sits in a session of no group. */
export function fits(format: VisitFormat, form: Form): boolean {
  return format !== 'session' || form.group !== null;
}

/** Whom the visit may have been for: who leads the group, or, about no group, everybody in the round. */
export function whoMay(form: Form, round: Round): readonly string[] {
  const group = round.groups.find(({ id }) => id === form.group);
  const known = round.charges.map(({ id }) => id);
  if (group === undefined) return [...new Set([...form.seen.filter((id) => known.includes(id)), ...known])];
  return group.facilitators.filter((id) => known.includes(id));
}

export type Missing =
  | 'format'
  | 'number'
  | 'no_such_day'
  | 'day_to_come'
  | 'visit_minutes'
  | 'nobody_seen'
  | 'agreed_what'
  | 'agreed_day';

/** What a step still needs before the next one. */
export function missing(step: Step, form: Form, today: string): Missing[] {
  switch (step) {
    case 'how':
      return missingHow(form);
    case 'when':
      return missingWhen(form, today);
    case 'who':
      return form.group === null && form.seen.length === 0 ? ['nobody_seen'] : [];
    case 'agreed':
      return missingAgreed(form);
    case 'review':
      return [...missingHow(form), ...missingWhen(form, today), ...missing('who', form, today), ...missingAgreed(form)];
    default:
      return [];
  }
}

function missingHow(form: Form): Missing[] {
  if (form.format === null || !fits(form.format, form)) return ['format'];
  return form.format === 'session' && !/^([1-9]|1[0-5])$/.test(form.n) ? ['number'] : [];
}

function missingWhen(form: Form, today: string): Missing[] {
  const found: Missing[] = [];
  const on = dayFrom(form.on.day, form.on.month, form.on.year);
  if (on === null) found.push('no_such_day');
  else if (on > today) found.push('day_to_come');
  const minutes = Number(form.minutes);
  if (!/^\d+$/.test(form.minutes) || minutes < 1 || minutes > MOST_MINUTES) found.push('visit_minutes');
  return found;
}

function missingAgreed({ agreed }: Form): Missing[] {
  const found: Missing[] = [];
  if (agreed.some(({ what }) => what.trim() === '')) found.push('agreed_what');
  if (agreed.some(({ due }) => dayFrom(due.day, due.month, due.year) === null)) found.push('agreed_day');
  return found;
}

/** The record's body, or null while something is missing. */
export function bodyOf(form: Form, today: string): Omit<VisitBody, 'replaces'> | null {
  const on = dayFrom(form.on.day, form.on.month, form.on.year);
  if (form.format === null || on === null || missing('review', form, today).length > 0) return null;
  const note = form.note.trim().slice(0, NOTE_LENGTH);
  return {
    format: form.format,
    on,
    min: Number(form.minutes),
    ...(form.group !== null && { group: form.group }),
    ...(form.format === 'session' && { n: Number(form.n) }),
    seen: form.seen,
    topics: form.topics,
    ...(note !== '' && { note }),
    next: form.agreed.map(agreedBody),
  };
}

function agreedBody({ id, what, due, who, competence }: Agreed): AgreedBody {
  return {
    id,
    what: what.trim().slice(0, WHAT_LENGTH),
    due: dayFrom(due.day, due.month, due.year) ?? '',
    ...(who !== null && { who }),
    ...(competence !== null && { competence }),
  };
}

/** The same list without this one, or with it. */
export function toggled<Code>(codes: readonly Code[], code: Code): readonly Code[] {
  return codes.includes(code) ? codes.filter((other) => other !== code) : [...codes, code];
}
