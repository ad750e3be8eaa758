/** Half-entered forms that are about the round: `round/<subject>/…`, where the subject is a group or a facilitator. */

import type { Round } from './own';

export function roundDraft(subject: string, what: string, correcting: string | null): string {
  return `round/${subject}/${what}/${correcting ?? ''}`;
}

/** Drafts about a group or a person that is not, or no longer, in the round. */
export function draftsOutside(round: Round | null, drafts: readonly string[]): string[] {
  const inside = new Set([...(round?.groups ?? []), ...(round?.charges ?? [])].map(({ id }) => id));
  return drafts.filter((key) => key.startsWith('round/') && !inside.has(key.split('/')[1] ?? ''));
}
