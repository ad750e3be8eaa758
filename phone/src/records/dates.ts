/** Calendar days as `YYYY-MM-DD`; the phone shows them as `22/11/2026` and never asks Intl, which has no Kirundi. */

const DAY = 86_400_000;

/** The calendar day on the phone's own clock. */
export function dayOf(moment: Date): string {
  return isoOf(moment.getFullYear(), moment.getMonth() + 1, moment.getDate());
}

export function isoOf(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** `22/11/2026` */
export function shown(iso: string): string {
  return iso.slice(0, 10).split('-').reverse().join('/');
}

/** `22/11/2026 14:05` on the phone's own clock. */
export function shownMoment(moment: Date): string {
  const time = [moment.getHours(), moment.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  return `${shown(dayOf(moment))} ${time}`;
}

function number(iso: string): number {
  return Date.parse(`${iso}T00:00:00Z`) / DAY;
}

/** Whole days from one day to another; negative when the second comes first. */
export function daysBetween(from: string, to: string): number {
  return number(to) - number(from);
}

export function plusDays(iso: string, days: number): string {
  return new Date((number(iso) + days) * DAY).toISOString().slice(0, 10);
}

/** The day that three typed fields name, or null when there is no such day. */
export function dayFrom(day: string, month: string, year: string): string | null {
  if (![day, month, year].every((part) => /^\d{1,4}$/.test(part.trim()))) return null;
  const iso = isoOf(Number(year), Number(month), Number(day));
  if (!/^[12]\d{3}-\d{2}-\d{2}$/.test(iso)) return null;
  const moment = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 10) === iso ? iso : null;
}
