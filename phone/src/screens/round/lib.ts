/** What the round shows: whom to visit and why, who is who, and what was recorded here already. */

import type { FollowUp, PlanRow, Round, RoundGroup } from '../../records/own';
import type { OwnRecord } from '../../records/record';
import type { Waiting } from '../../store/database';

/** A group or a facilitator, as a visit, a checklist or a rating is about one of them. */
export type Subject =
  | { readonly what: 'group'; readonly id: string; readonly group: RoundGroup }
  | { readonly what: 'person'; readonly id: string; readonly name: string };

export function subjectOf(round: Round, id: string): Subject | null {
  const group = round.groups.find((one) => one.id === id);
  if (group !== undefined) return { what: 'group', id, group };
  const charge = round.charges.find((one) => one.id === id);
  return charge === undefined ? null : { what: 'person', id, name: charge.name };
}

export function titleOf(subject: Subject): string {
  return subject.what === 'group' ? subject.group.name : subject.name;
}

/** What somebody is called here; null where this round does not name them. */
export function nameIn(round: Round | null, id: string): string | null {
  return round?.charges.find((one) => one.id === id)?.name ?? null;
}

/** The names of these people, of those who have one here. */
export function namesIn(round: Round, ids: readonly string[]): string {
  return ids
    .map((id) => nameIn(round, id))
    .filter((name) => name !== null)
    .join(', ');
}

/** The subject of a row of the plan: its group, else its first person; null where this round holds neither. */
export function subjectOfRow(round: Round, row: PlanRow): Subject | null {
  const ids = row.group === null ? row.who : [row.group, ...row.who];
  for (const id of ids) {
    const subject = subjectOf(round, id);
    if (subject !== null) return subject;
  }
  return null;
}

/** Groups that a facilitator leads. */
export function groupsOf(round: Round, facilitator: string): readonly RoundGroup[] {
  return round.groups.filter(({ facilitators }) => facilitators.includes(facilitator));
}

/** Why a subject stands in the plan. */
export function reasonsFor(round: Round, subject: Subject): readonly string[] {
  const row = round.plan.find((one) => (subject.what === 'group' ? one.group : one.who[0]) === subject.id);
  return row?.reasons ?? [];
}

/** Whether a visit to this subject waits here to be sent: the plan was made before it. */
export function visitedHere(subject: Subject, outbox: readonly Waiting[]): boolean {
  return outbox.some(({ record, state }) => state === 'waiting' && isVisitTo(record, subject));
}

function isVisitTo(record: OwnRecord, subject: Subject): boolean {
  if (record.kind !== 'visit') return false;
  return subject.what === 'group' ? record.body.group === subject.id : record.body.seen.includes(subject.id);
}

/** What was agreed, the earliest first, and whether its day is over. */
export function followUps(round: Round, today: string): readonly (FollowUp & { readonly overdue: boolean })[] {
  const rows = round.follow_ups.map((one) => ({ ...one, overdue: one.due < today }));
  return rows.sort((one, other) => one.due.localeCompare(other.due));
}
