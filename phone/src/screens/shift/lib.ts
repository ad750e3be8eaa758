/** The rules of what is noticed outside a session: a small shift in one line, and a role that somebody takes up. */

import type { CommunityRole, NoticedBy, Shift } from '../../records/codes';
import { dayFrom } from '../../records/dates';
import type { RoleBody, ToldShiftBody } from '../../records/record';
import type { Waiting } from '../../store/database';
import { type TypedDay, typedDay } from '../../ui/DateFields';

export const LINE_LENGTH = 140;

export interface ShiftForm {
  readonly on: TypedDay;
  readonly d: Shift | null;
  readonly by: NoticedBy | null;
  readonly line: string;
}

export interface RoleForm {
  readonly seat: string | null;
  readonly role: CommunityRole | null;
  readonly since: TypedDay;
}

export type Missing = 'no_such_day' | 'day_to_come' | 'about' | 'by' | 'line' | 'person' | 'role';

export function shiftForm(today: string, refused: ToldShiftBody | null): ShiftForm {
  if (refused === null) return { on: typedDay(today), d: null, by: null, line: '' };
  return { on: typedDay(refused.on), d: refused.d, by: refused.by, line: refused.line };
}

export function roleForm(today: string, refused: RoleBody | null): RoleForm {
  if (refused === null) return { seat: null, role: null, since: typedDay(today) };
  return { seat: String(refused.seat), role: refused.role, since: typedDay(refused.since) };
}

/** What a form still needs; empty when its record can be made. */
export function missingIn(form: ShiftForm | RoleForm, today: string): Missing[] {
  const found: Missing[] = [];
  const shift = 'line' in form;
  const typed = shift ? form.on : form.since;
  const day = dayFrom(typed.day, typed.month, typed.year);
  if (day === null) found.push('no_such_day');
  else if (day > today) found.push('day_to_come');
  if (shift) {
    if (form.d === null) found.push('about');
    if (form.by === null) found.push('by');
    if (form.line.trim() === '') found.push('line');
  } else {
    if (form.seat === null) found.push('person');
    if (form.role === null) found.push('role');
  }
  return found;
}

/** The record's body, or null while something is missing. */
export function shiftBody({ on, d, by, line }: ShiftForm, group: string, today: string): ToldShiftBody | null {
  const day = dayFrom(on.day, on.month, on.year);
  const said = line.trim().slice(0, LINE_LENGTH);
  if (day === null || day > today || d === null || by === null || said === '') return null;
  return { group, on: day, d, by, line: said };
}

export function roleBody({ seat, role, since }: RoleForm, group: string, today: string): RoleBody | null {
  const day = dayFrom(since.day, since.month, since.year);
  if (day === null || day > today || seat === null || role === null) return null;
  return { group, seat: Number(seat), role, since: day };
}

/** What a refused record said, to begin again with; null where it does not wait here. */
export function refusedOf<Kind extends 'shift' | 'role'>(
  kind: Kind,
  outbox: readonly Waiting[],
  correcting: string | null,
): (Kind extends 'shift' ? ToldShiftBody : RoleBody) | null {
  const record = outbox.find(({ id, state }) => id === correcting && state === 'refused')?.record;
  return record?.kind === kind ? (record.body as never) : null;
}
