/** What this phone has to tell about its records, sorted by what became of them. */

import { dayOf } from '../../records/dates';
import type { Group } from '../../records/group';
import type { Unfinished } from '../../records/interview';
import type { Own } from '../../records/own';
import { groupOf, type OwnRecord } from '../../records/record';
import type { Sent, Waiting } from '../../store/database';

/** Older traces are counted, not listed. */
export const LISTED = 40;

export interface Sorted {
  readonly waiting: readonly Waiting[];
  readonly refused: readonly Waiting[];
  readonly aside: readonly Sent[];
  readonly taken: readonly Sent[];
}

interface Held {
  readonly outbox: readonly Waiting[];
  readonly sent: readonly Sent[];
  readonly interviews: readonly Unfinished[];
}

/**
 * A questionnaire that is not finished waits too, from its first answer on; what goes ahead of it to the office is
 * part of it until then, so that the count does not move at a certain question.
 */
export function sorted({ outbox, sent, interviews }: Held): Sorted {
  const open = interviews.map(({ record }) => record);
  const within = ({ record }: Waiting) =>
    record.kind === 'concern' &&
    record.v === 1 &&
    open.some(({ body }) => body.group === record.body.group && body.seat === record.body.seat);
  const waiting = outbox.filter((entry) => entry.state === 'waiting' && !within(entry));
  return {
    waiting: [
      ...waiting,
      ...open.map((record) => ({ id: record.id, record, state: 'waiting', sentence: null }) as const),
    ],
    refused: outbox.filter((entry) => entry.state === 'refused'),
    aside: sent.filter((trace) => trace.aside !== null),
    taken: sent.filter((trace) => trace.aside === null),
  };
}

export function numberOf(record: OwnRecord): number | null {
  return 'n' in record.body ? (record.body.n ?? null) : null;
}

/** What this phone calls the groups and the facilitators that a record may be about. */
export interface Names {
  readonly groups: readonly Group[];
  readonly own: Own | null;
}

/** The name of a group, of this person's or of the round; null where it left. */
export function groupNamed({ groups, own }: Names, id: string): string | null {
  const all: readonly { id: string; name: string }[] = [...groups, ...(own?.round?.groups ?? [])];
  return all.find((group) => group.id === id)?.name ?? null;
}

/** The facilitators whom a visit or a rating is about, as far as they are known here. */
export function peopleIn(record: OwnRecord, { own }: Names): string[] {
  const ids = record.kind === 'rating' ? [record.body.who] : record.kind === 'visit' ? record.body.seen : [];
  const charges = own?.round?.charges ?? [];
  return charges.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
}

/** The day that a record is about; a settling is about the day on which it was made. */
export function dayOfRecord(record: OwnRecord): string {
  if (record.kind === 'settle') return dayOf(new Date(record.at));
  return record.kind === 'role' ? record.body.since : record.body.on;
}

/** Where a refused record can be put right: a session from what was entered, a settling from the reports. */
export function repairAddress({ id, record }: Waiting, { groups }: Pick<Names, 'groups'>): string | null {
  switch (record.kind) {
    case 'session':
      return `/group/${record.body.group}/session/${record.body.n}/who/${id}`;
    case 'settle':
      return `/group/${record.body.group}/settle/${record.body.n}`;
    case 'checklist':
      return groups.some((group) => group.id === record.body.group)
        ? `/group/${record.body.group}/done/${record.body.n}/1/${id}`
        : `/round/done/${record.body.group}/0/${id}`;
    case 'visit':
      return visitAddress(groupOf(record) ?? record.body.seen[0], id);
    case 'rating':
      return `/round/rate/${record.body.who}/start/${id}`;
    case 'help':
      return `/help/${id}`;
    case 'shift':
    case 'role':
      return `/group/${record.body.group}/${record.kind}/${id}`;
    default:
      return null;
  }
}

function visitAddress(subject: string | undefined, id: string): string | null {
  return subject === undefined ? null : `/round/visit/${subject}/how/${id}`;
}
