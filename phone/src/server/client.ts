/** The only room that speaks to the network. */

import type { Enrolment, Pulled, Result } from '../records/enrolment';
import type { PhoneRecord } from '../records/record';

/** A slow 2G line carries our largest push in well under this. */
const PATIENCE = 60_000;

export type Answer<Body> =
  | { readonly ok: true; readonly body: Body }
  /** Nobody answered, or not to the end: whatever was sent may or may not have arrived. */
  | { readonly ok: false; readonly why: 'network' }
  /** The server understood and said no, in a sentence for the person. */
  | {
      readonly ok: false;
      readonly why: 'refused';
      readonly status: number;
      readonly code: string;
      readonly sentence: string;
    }
  /** Something answered that is not our server in good health. */
  | { readonly ok: false; readonly why: 'trouble'; readonly status: number };

export interface Server {
  enrol(code: string, label: string, language: string): Promise<Answer<Enrolment>>;
  push(
    token: string,
    language: string,
    records: readonly PhoneRecord[],
  ): Promise<Answer<{ results: readonly Result[] }>>;
  pull(token: string, language: string, since: number, digest: string): Promise<Answer<Pulled>>;
}

export function serverAt(base: string, patience = PATIENCE): Server {
  return {
    enrol: (code, label, language) => ask(`${base}/enrol`, { language, body: { code, label } }, patience),
    push: (token, language, records) => ask(`${base}/push`, { language, token, body: { records } }, patience),
    pull: (token, language, since, digest) =>
      ask(`${base}/pull?since=${since}&instruments=${encodeURIComponent(digest)}`, { language, token }, patience),
  };
}

interface Question {
  readonly language: string;
  readonly token?: string;
  readonly body?: unknown;
}

async function ask<Body>(url: string, question: Question, patience: number): Promise<Answer<Body>> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), patience);
  try {
    const response = await fetch(url, { ...request(question), signal: giveUp.signal });
    const text = await response.text();
    return read<Body>(response.status, text);
  } catch {
    return { ok: false, why: 'network' };
  } finally {
    clearTimeout(timer);
  }
}

function request(question: Question): RequestInit {
  const headers: Record<string, string> = { 'Accept-Language': question.language, Accept: 'application/json' };
  if (question.token !== undefined) headers['Authorization'] = `Bearer ${question.token}`;
  const common = { headers, cache: 'no-store', credentials: 'omit' } as const;
  if (question.body === undefined) return common;
  headers['Content-Type'] = 'application/json';
  return { ...common, method: 'POST', body: JSON.stringify(question.body) };
}

function read<Body>(status: number, text: string): Answer<Body> {
  const body = parsed(text);
  if (status === 200 && body !== null) return { ok: true, body: body as Body };
  const { code, sentence } = (body ?? {}) as { code?: unknown; sentence?: unknown };
  if (status >= 400 && status < 500 && typeof code === 'string' && typeof sentence === 'string') {
    return { ok: false, why: 'refused', status, code, sentence };
  }
  return { ok: false, why: 'trouble', status };
}

function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
