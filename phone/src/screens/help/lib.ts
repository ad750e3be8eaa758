/** The rules of a call for help. */

import type { HelpTopic } from '../../records/codes';
import type { HelpBody } from '../../records/record';

export const LINE_LENGTH = 140;
export const DRAFT = 'help/';

export interface Form {
  readonly topic: HelpTopic | null;
  readonly line: string;
}

export function formOf(body: HelpBody | null): Form {
  return { topic: body?.topic ?? null, line: body?.line ?? '' };
}

/** The record's body, or null while nothing is chosen. What is asked for is asked for today. */
export function bodyOf({ topic, line }: Form, today: string): HelpBody | null {
  const said = line.trim().slice(0, LINE_LENGTH);
  return topic === null ? null : { topic, on: today, ...(said !== '' && { line: said }) };
}
