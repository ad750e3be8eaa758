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

/** One person's report of a session that was reported more than once. */
export interface Reading {
  readonly id: string;
  /** The facilitator who recorded it; empty where the office does not say. */
  readonly by: string;
  /** This is the one used until it is settled. */
  readonly counted: boolean;
}

/**
 * What one report says about a field: a day, minutes, a code, facilitators by number, difficulties, three totals,
 * or a mark. Null: it says nothing.
 */
export type Said = string | number | readonly string[] | readonly number[] | null;

export interface Difference {
  /** `on`, `min`, `place`, `phase`, `by`, `hard`, `voice.heard` …, `mark.<seat>`. */
  readonly key: string;
  /** In the order of the reports. */
  readonly values: readonly Said[];
}

/** A session that was reported more than once, differently. */
export interface Beside {
  readonly n: number;
  readonly reports: readonly Reading[];
  readonly differ: readonly Difference[];
}

/** A week without a meeting that was reported more than once, with different reasons. */
export interface BesideMissed {
  readonly on: string;
  readonly reports: readonly (Reading & { readonly reason: MissedReason })[];
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
  readonly beside: readonly Beside[];
  readonly beside_missed: readonly BesideMissed[];
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
