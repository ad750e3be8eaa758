import type { PhoneRecord } from '../records/record';

export const MOST_RECORDS = 50;
/** The server takes 64 KiB; what is left is for headers and for characters that grow on the way. */
export const MOST_BYTES = 48 * 1024;

/** Cut the outbox into pushes, in order. A record too large for any push goes alone, for the server to refuse by name. */
export function batches(records: readonly PhoneRecord[]): PhoneRecord[][] {
  const cut: PhoneRecord[][] = [];
  let room = 0;
  for (const record of records) {
    const bytes = sizeOf(record) + 1;
    const current = cut[cut.length - 1];
    if (current === undefined || current.length === MOST_RECORDS || bytes > room) {
      cut.push([record]);
      room = MOST_BYTES - bytes;
    } else {
      current.push(record);
      room -= bytes;
    }
  }
  return cut;
}

export function sizeOf(record: PhoneRecord): number {
  return new TextEncoder().encode(JSON.stringify(record)).length;
}
