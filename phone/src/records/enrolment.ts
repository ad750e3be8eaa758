/** Who holds this phone, and for which organisation. */

import type { Language } from './codes';
import type { Group, Instrument } from './group';

export interface Enrolment {
  readonly device: string;
  readonly token: string;
  readonly organisation: { readonly name: string; readonly box: string };
  readonly me: { readonly name: string; readonly language: Language };
  /** True where the server says that its data are invented. */
  readonly synthetic: boolean;
}

/** What `GET /pull` answers. */
export interface Pulled {
  readonly cursor: number;
  readonly me: { readonly name: string; readonly language: Language };
  readonly mine: readonly string[];
  readonly groups: readonly Group[];
  /** Names the definitions; asked again with it, the server sends them only when they differ. */
  readonly instruments_digest: string;
  readonly instruments: readonly Instrument[] | null;
}

/** What the server says about one record of a push. */
export interface Result {
  readonly id: string;
  readonly outcome: 'accepted' | 'already' | 'refused';
  readonly code: string | null;
  readonly sentence: string | null;
}
