/** What "My learning" shows, in the order in which a person asks. */

import type { Own, Training } from '../../records/own';

/** The latest training first. */
export function latestFirst(trainings: readonly Training[]): Training[] {
  return [...trainings].sort((one, other) => other.from.localeCompare(one.from));
}

/** Whether the office has told anything about the holder's own way. */
export function hasLearning(own: Own | null): boolean {
  return own !== null && (own.trainings.length > 0 || own.growth.length > 0 || own.refresher !== null);
}

/** Who asks for help by phone: those who lead groups. A supervisor who leads none has their own ways. */
export function mayAskForHelp(own: Own | null, groups: number): boolean {
  return groups > 0 || hasLearning(own) || (own !== null && own.round === null);
}
