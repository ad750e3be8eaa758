/** The rules of settling: what is asked where reports differ, what is chosen beforehand, and the record it becomes. */

import type { Beside, BesideMissed, Reading, Said } from '../../records/group';
import type { MissedBody, SettleBody } from '../../records/record';

/** One value that at least one report gives. */
export interface Choice {
  /** The first report that gives it. */
  readonly id: string;
  readonly value: Said;
  /** Everyone who gives it. */
  readonly said: readonly Reading[];
}

export interface Question {
  readonly key: string;
  readonly choices: readonly Choice[];
}

/** For each question the report whose value is taken. */
export type Taken = Readonly<Record<string, string>>;

export function questionsOf({ reports, differ }: Beside): Question[] {
  return differ.map(({ key, values }) => ({ key, choices: choicesOf(reports, values) }));
}

/** A week without a meeting is one question: the reason. */
export function questionOf({ reports }: BesideMissed): Question {
  return {
    key: 'reason',
    choices: choicesOf(
      reports,
      reports.map(({ reason }) => reason),
    ),
  };
}

/** Reports that say the same stand together. */
function choicesOf(reports: readonly Reading[], values: readonly Said[]): Choice[] {
  const choices = new Map<string, Choice>();
  for (const [at, report] of reports.entries()) {
    const value = values[at] ?? null;
    const same = choices.get(JSON.stringify(value));
    const said = [...(same?.said ?? []), report];
    choices.set(JSON.stringify(value), { id: same?.id ?? report.id, value, said });
  }
  return [...choices.values()];
}

export function saysNothing(value: Said): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

/** Where only one thing was said it is chosen beforehand; where two were, a person must choose. */
export function chosenBeforehand(questions: readonly Question[]): Taken {
  const taken: Record<string, string> = {};
  for (const { key, choices } of questions) {
    const [only, another] = choices.filter(({ value }) => !saysNothing(value));
    if (only !== undefined && another === undefined) taken[key] = only.id;
  }
  return taken;
}

/** Keys of the questions without a choice, or with a choice that is not offered any more. */
export function unanswered(questions: readonly Question[], taken: Taken): string[] {
  return questions.filter(({ key, choices }) => !choices.some(({ id }) => id === taken[key])).map(({ key }) => key);
}

/** The record's body, or null while a choice is missing. */
export function settleBody(group: string, beside: Beside, taken: Taken): SettleBody | null {
  const questions = questionsOf(beside);
  if (unanswered(questions, taken).length > 0) return null;
  const of = beside.reports.map(({ id }) => id);
  const take = Object.assign({}, ...questions.map(({ key }) => ({ [key]: of.indexOf(taken[key] ?? '') })));
  return { group, n: beside.n, of, take };
}

export function missedBody(group: string, { on, reports }: BesideMissed, taken: Taken): MissedBody | null {
  const report = reports.find(({ id }) => id === taken['reason']);
  return report === undefined ? null : { group, on, reason: report.reason, settles: reports.map(({ id }) => id) };
}
