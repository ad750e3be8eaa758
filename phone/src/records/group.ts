/** What the server tells this phone: its own groups, with first names or nicknames and no scores. */

import type { Arm, Language, MissedReason, Phase, VoiceQuestion, Wave } from './codes';

export interface HeldSession {
  readonly n: number;
  readonly on: string;
  readonly phase: Phase;
}

/** One questionnaire of a wave, and the seats of those who have answered or declined it. */
export interface Asks {
  readonly instrument: string;
  readonly done: readonly number[];
}

/** When a group is asked one wave, first and last day included; without days it is open until the group has begun. */
export interface Window {
  readonly arm: Arm;
  readonly wave: Wave;
  readonly opens: string | null;
  /** The day by which it should be done. */
  readonly due: string | null;
  readonly closes: string | null;
  readonly asks: readonly Asks[];
}

/** What the stones of one session said: the share of good ones, question by question; null is not shown. */
export type Heard = { readonly n: number } & { readonly [question in VoiceQuestion]: number | null };

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
  /** What is asked and when: windows that are not over. */
  readonly waves: readonly Window[];
  /** The seats of those who agreed to be asked. */
  readonly agreed: readonly number[];
  /** The holder only asks here: another one leads the group. */
  readonly only_ask: boolean;
  /** Who answers for a yes in this group today, and how to reach them; empty where nobody does. */
  readonly call: string;
  /** The group does not meet before this person says so; empty where it meets. */
  readonly paused: string;
  /** Sessions before the latest one. */
  readonly voice: readonly Heard[];
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
  /** A yes asks someone to act now; asked only where somebody is there to answer for it. */
  readonly safeguarding?: boolean;
  /** Its own answers, where they differ from those of the questionnaire. */
  readonly options?: readonly Option[];
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
