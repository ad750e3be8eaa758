/** Addresses after `#`, as typed things. */

import type { LearningRoute } from '../screens/learning/Pages';
import { STEPS, type Step } from '../screens/session/lib';

export type Route =
  | { readonly page: 'home' | 'language' | 'settings' | 'settings-language' | 'about' | 'journey' | 'outbox' }
  | { readonly page: 'enrol'; readonly code: string }
  | LearningRoute
  /** What stands after `/round` is read where it is shown. */
  | { readonly page: 'round'; readonly path: readonly string[] }
  | { readonly page: 'group' | 'missed'; readonly group: string }
  /** What stands after `ask` is read where it is shown. */
  | { readonly page: 'ask'; readonly group: string; readonly path: readonly string[] }
  | { readonly page: 'settle'; readonly group: string; readonly n: number }
  | { readonly page: 'settle-missed'; readonly group: string; readonly on: string }
  /** `n`: the session that was saved; null after a week without one. */
  | { readonly page: 'saved'; readonly group: string; readonly n: number | null }
  | {
      readonly page: 'session';
      readonly group: string;
      readonly n: number;
      readonly step: Step;
      readonly correcting: string | null;
    };

const SINGLE: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['/', { page: 'home' }],
  ['/language', { page: 'language' }],
  ['/enrol', { page: 'enrol', code: '' }],
  ['/settings', { page: 'settings' }],
  ['/settings/language', { page: 'settings-language' }],
  ['/settings/journey', { page: 'journey' }],
  ['/about', { page: 'about' }],
  ['/outbox', { page: 'outbox' }],
  ['/learning', { page: 'learning' }],
  ['/help/saved', { page: 'help-saved' }],
]);

/** The route of an address; an unknown one leads home. A scanned picture brings `enrol=CODE`. */
export function routeOf(hash: string): Route {
  const scanned = /^\/?enrol=(.*)$/.exec(hash);
  if (scanned !== null) return { page: 'enrol', code: decoded(scanned[1] ?? '') };
  const single = SINGLE.get(hash);
  if (single !== undefined) return single;
  const [, room, group = '', page, ...rest] = hash.split('/');
  if (room === 'round') return { page: 'round', path: hash.split('/').slice(2) };
  if (room === 'help') return { page: 'help', correcting: group === '' ? null : group };
  return room === 'group' && group !== '' ? groupRoute(group, page, rest) : { page: 'home' };
}

function groupRoute(group: string, page: string | undefined, rest: readonly string[]): Route {
  if (page === 'session') return sessionRoute(group, rest);
  if (page === 'ask' || page === 'shift' || page === 'role' || page === 'now') return { page, group, path: rest };
  if (page === 'missed') return { page, group };
  if (page === 'settle') return settleRoute(group, rest);
  if (page === 'done') return doneRoute(group, rest);
  if (page === 'saved') return { page, group, n: Number(rest[1]) || null };
  return { page: 'group', group };
}

function sessionRoute(group: string, [n, step, correcting]: readonly string[]): Route {
  const known = STEPS.find((one) => one === step);
  if (!/^([1-9]|1[0-5])$/.test(n ?? '') || known === undefined) return { page: 'group', group };
  return { page: 'session', group, n: Number(n), step: known, correcting: correcting ?? null };
}

function settleRoute(group: string, [what = '', on = '']: readonly string[]): Route {
  if (what === 'missed' && on !== '') return { page: 'settle-missed', group, on };
  return /^([1-9]|1[0-5])$/.test(what) ? { page: 'settle', group, n: Number(what) } : { page: 'group', group };
}

function doneRoute(group: string, [n = '', at = '', correcting]: readonly string[]): Route {
  if (n === 'saved') return { page: 'done-saved', group };
  if (!/^([1-9]|1[0-5])$/.test(n) || !/^\d{1,2}w?$/.test(at)) return { page: 'done-choose', group };
  return { page: 'checklist', group, n: Number(n), at, correcting: correcting ?? null };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
