import type { PhoneRecord } from '../records/record';

export const MOST_RECORDS = 50;
/** Of JSON, before compression: a line of twenty seconds carries it, and what breaks off costs little to send again. */
export const MOST_BYTES = 16 * 1024;

/**
 * Cut what waits into requests, in order, each within `room` bytes. A record too large for any goes alone: the server
 * takes it up to a limit of its own, and refuses it by name beyond that.
 */
export function batches(records: readonly PhoneRecord[], room = MOST_BYTES): PhoneRecord[][] {
  const cut: PhoneRecord[][] = [];
  let left = 0;
  for (const record of records) {
    const bytes = sizeOf(record) + 1;
    const current = cut[cut.length - 1];
    if (current === undefined || current.length === MOST_RECORDS || bytes > left) {
      cut.push([record]);
      left = room - bytes;
    } else {
      current.push(record);
      left -= bytes;
    }
  }
  return cut;
}

/** Bytes of a part of a request, as JSON. */
export function sizeOf(part: unknown): number {
  return new TextEncoder().encode(JSON.stringify(part)).length;
}
