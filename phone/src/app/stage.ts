/** Where a phone stands before its PIN is entered; looked up anew whenever keys may have gone. */

import type { Emptied, Store, Vault } from '../store/database';
import { hasFormer } from '../store/former';
import { checkLock, wrongTries } from '../store/lock';
import { readMarker } from '../store/marker';
import { plainFact } from '../store/plain';
import { unsentCount } from '../store/rescue';

export type Closed =
  /** The browser lost the database; a word beside it was left. */
  | { readonly at: 'evicted'; readonly unsent: number }
  | { readonly at: 'gone'; readonly why: Emptied; readonly unsent: number }
  | { readonly at: 'choose'; readonly former: boolean }
  | { readonly at: 'locked'; readonly wrong: number; readonly unsent: number }
  /** Everything was removed because a person asked for it. */
  | { readonly at: 'empty' };

export type Stage = Closed | { readonly at: 'open'; readonly store: Store };

/** Destroys the keys first where time or tries have run out. */
export async function stageOf(vault: Vault, now: Date): Promise<Closed> {
  const closed = (await checkLock(vault, now)) === 'closed';
  const unsent = await unsentCount(vault);
  if (closed) return { at: 'locked', wrong: await wrongTries(vault), unsent };
  const why = await plainFact(vault, 'emptied');
  if (why !== undefined) return { at: 'gone', why, unsent };
  const marker = readMarker();
  if (await hasFormer(vault)) return { at: 'choose', former: true };
  return marker === null ? { at: 'choose', former: false } : { at: 'evicted', unsent: marker.unsent };
}
