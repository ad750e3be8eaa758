/** UUIDv7: ids that sort by the time they were made, without a server (RFC 9562, 5.7). */

let latest = 0;

/**
 * Make an id. Two ids made by one page in the same millisecond still sort in the order they were made:
 * the clock in the id never stands still or goes back, whatever the phone's clock does.
 */
export function uuid7(now: number): string {
  latest = Math.max(now, latest + 1);
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const time = latest.toString(16).padStart(12, '0');
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const variant = (8 + (Number.parseInt(hex.charAt(0), 16) % 4)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(1, 4)}-${variant}${hex.slice(5, 8)}-${hex.slice(8, 20)}`;
}

/** When an id was made, as the phone's clock had it. */
export function momentOf(id: string): Date {
  return new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16) || 0);
}
