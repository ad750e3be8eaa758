/** Addresses below `/round`, as typed things. */

import { STEPS, type Step } from '../visit/lib';

export type RoundRoute =
  | { readonly page: 'round' | 'all' }
  | { readonly page: 'at' | 'saved'; readonly subject: string }
  | {
      readonly page: 'done' | 'rate';
      readonly subject: string;
      readonly at: string;
      readonly correcting: string | null;
    }
  | { readonly page: 'visit'; readonly subject: string; readonly step: Step; readonly correcting: string | null };

/** An unknown address is the round itself. */
export function roundRoute([page, subject = '', at = '', correcting]: readonly string[]): RoundRoute {
  if (page === 'all') return { page };
  if (subject === '') return { page: 'round' };
  if (page === 'at' || page === 'saved') return { page, subject };
  const begun = { subject, correcting: correcting ?? null };
  if (page === 'done') return /^\d{1,2}w?$/.test(at) ? { page, ...begun, at } : { page: 'at', subject };
  if (page === 'rate')
    return /^(start|note|review|\d{1,2})$/.test(at) ? { page, ...begun, at } : { page: 'at', subject };
  const step = STEPS.find((one) => one === at);
  return page === 'visit' && step !== undefined ? { page, ...begun, step } : { page: 'round' };
}
