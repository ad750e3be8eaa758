/** What this phone has to tell about its records, sorted by what became of them. */

import { dayOf } from '../../records/dates';
import type { OwnRecord } from '../../records/record';
import type { Sent, Waiting } from '../../store/database';
import { isOfSession } from '../home/lib';

/** Older traces are counted, not listed. */
export const LISTED = 40;

export interface Sorted {
  readonly waiting: readonly Waiting[];
  readonly refused: readonly Waiting[];
  readonly aside: readonly Sent[];
  readonly taken: readonly Sent[];
}

export function sorted({ outbox, sent }: { outbox: readonly Waiting[]; sent: readonly Sent[] }): Sorted {
  return {
    waiting: outbox.filter((entry) => entry.state === 'waiting'),
    refused: outbox.filter((entry) => entry.state === 'refused'),
    aside: sent.filter((trace) => trace.aside !== null),
    taken: sent.filter((trace) => trace.aside === null),
  };
}

export function numberOf(record: OwnRecord): number | null {
  return isOfSession(record) ? record.body.n : null;
}

/** The day that a record is about; a settling is about the day on which it was made. */
export function dayOfRecord(record: OwnRecord): string {
  return record.kind === 'settle' ? dayOf(new Date(record.at)) : record.body.on;
}

/** Where a refused record can be put right: a session from what was entered, a settling from the reports. */
export function repairAddress({ id, record }: Waiting): string | null {
  const group = `/group/${record.body.group}`;
  if (record.kind === 'session') return `${group}/session/${record.body.n}/who/${id}`;
  if (record.kind === 'settle') return `${group}/settle/${record.body.n}`;
  return null;
}
