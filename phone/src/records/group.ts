/** What the server tells this phone: its own groups, with first names or nicknames and no scores. */

import type { Language, MissedReason, Phase, Wave } from './codes';

export interface HeldSession {
  readonly n: number;
  readonly on: string;
  readonly phase: Phase;
}

export interface Due {
  readonly seat: number;
  readonly wave: Wave;
  readonly instrument: string;
}

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly place: string;
  readonly language: Language;
  readonly status: string;
  readonly seed: number;
  readonly weekday: number | null;
  readonly starts_on: string | null;
  readonly facilitators: readonly { readonly n: number; readonly name: string }[];
  readonly people: readonly { readonly seat: number; readonly name: string }[];
  readonly sessions: readonly HeldSession[];
  readonly missed: readonly { readonly on: string; readonly reason: MissedReason }[];
  readonly due: readonly Due[];
}

export type ByLanguage = Readonly<Partial<Record<Language, string>>>;

export interface Item {
  readonly key: string;
  /** Our own short label of what the item asks. */
  readonly label: ByLanguage;
  /** The owner's wording, only where the deployment has loaded it. */
  readonly text: ByLanguage;
  /** A yes asks someone to act now. The phone knows the well-known ones even where this is left out. */
  readonly safeguarding?: boolean;
}

export interface Option {
  readonly value: number;
  readonly label: ByLanguage;
}

export interface Instrument {
  readonly name: string;
  readonly version: string;
  readonly title: string;
  readonly items: readonly Item[];
  readonly options: readonly Option[];
}
