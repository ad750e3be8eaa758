/** Who holds this phone, and for which organisation. */

import type { Language } from './codes';
import type { Group, Instrument } from './group';
import type { Own } from './own';
import type { PhoneRecord } from './record';

export interface Me {
  readonly name: string;
  readonly language: Language;
  /** Asks questionnaires and leads no group; an older server does not say. */
  readonly only_asks?: boolean;
}

export interface Enrolment {
  readonly device: string;
  readonly token: string;
  readonly organisation: { readonly name: string; readonly box: string };
  readonly me: Me;
  /** True where the server says that its data are invented. */
  readonly synthetic: boolean;
}

/** What the server says about one record; the answers stand in the order of the records. */
export interface Result {
  readonly outcome: 'accepted' | 'already' | 'refused' | 'set_aside';
  readonly code?: string;
  /** Why it was refused or set aside, in the person's language. */
  readonly sentence?: string;
}

/** What changes seldom: who holds this phone, how long it may hold what it holds, and the questionnaires. */
export interface Definitions {
  readonly me: Me;
  /** Days without contact after which this phone can no longer read what it holds. */
  readonly expires_days: number;
  /** Days after which an unfinished questionnaire is sent as it is. */
  readonly unfinished_days?: number;
  readonly instruments: readonly Instrument[];
}

/** What `POST /sync` takes. */
export interface SyncRequest {
  /** The phone's clock as it sends; it orders nothing. */
  readonly clock: string;
  /** Where the last answer ended; 0: from the beginning. */
  readonly since: number;
  /** Names the definitions that this phone holds; empty when it holds none. */
  readonly digest: string;
  /** Groups that this phone holds. */
  readonly holds: readonly string[];
  /** What this app can ask: windows of waves, those who wait, answers of an item's own, a closed gate. */
  readonly asks?: 2;
  /** Records that still wait after these; what is new comes only with the last of them. */
  readonly left: number;
  readonly records: readonly PhoneRecord[];
  /** Names what this phone holds of its holder's own work; it goes with the last records only. */
  readonly own?: string;
}

/** What `POST /sync` answers. */
export interface Synced {
  readonly results: readonly Result[];
  /** This phone is refused from now on: what it handed in went to the coordinator, and it receives nothing. */
  readonly revoked: boolean;
  readonly cursor: number;
  /** There is another page, from the new cursor on. */
  readonly more: boolean;
  /** Groups that must leave this phone now. */
  readonly gone: readonly string[];
  readonly groups: readonly Group[];
  readonly digest: string;
  /** Null when this phone holds them already. */
  readonly definitions: Definitions | null;
  /** Groups in which a screening item may be asked; left out where this phone knows. */
  readonly screening?: readonly string[];
  /** What the office has about the holder's own work; left out where it was not asked for. */
  readonly own_digest?: string;
  /** Null when this phone holds it already. */
  readonly own?: Own | null;
}
