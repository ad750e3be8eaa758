/** The only room that speaks to the network. */

import type { Enrolment, Synced, SyncRequest } from '../records/enrolment';
import { packed } from './pack';

/** A slow 2G line carries our largest request in well under this. */
const PATIENCE = 60_000;

export type Answer<Body> =
  /** `clock`: the server's, where its answer says it. */
  | { readonly ok: true; readonly body: Body; readonly clock: Date | null }
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
  sync(token: string, language: string, request: SyncRequest): Promise<Answer<Synced>>;
}

export function serverAt(base: string, patience = PATIENCE): Server {
  return {
    enrol: (code, label, language) => {
      const headers = { 'Accept-Language': language, 'Content-Type': 'application/json' };
      return ask(`${base}/enrol`, headers, JSON.stringify({ code, label }), patience, isEnrolment);
    },
    sync: (token, language, request) => {
      const headers = {
        'Accept-Language': language,
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/x-tuvurane-1',
      };
      return ask(`${base}/sync`, headers, packed(request), patience, isSynced);
    },
  };
}

/**
 * One question. Beyond these few headers nothing is asked for: `cache` would add two to every request, and without
 * the page's own `credentials` the phone would open a second connection, which costs more than a week's records.
 */
async function ask<Body>(
  url: string,
  headers: Record<string, string>,
  body: string | Uint8Array<ArrayBuffer>,
  patience: number,
  sound: (value: unknown) => value is Body,
): Promise<Answer<Body>> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), patience);
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal: giveUp.signal });
    return read(response, await response.text(), sound);
  } catch {
    return { ok: false, why: 'network' };
  } finally {
    clearTimeout(timer);
  }
}

function read<Body>(response: Response, text: string, sound: (value: unknown) => value is Body): Answer<Body> {
  const { status } = response;
  const body = parsed(text);
  if (status === 200 && sound(body)) return { ok: true, body, clock: clockOf(response) };
  const { code, sentence } = (body ?? {}) as { code?: unknown; sentence?: unknown };
  if (status >= 400 && status < 500 && typeof code === 'string' && typeof sentence === 'string') {
    return { ok: false, why: 'refused', status, code, sentence };
  }
  return { ok: false, why: 'trouble', status };
}

function clockOf(response: Response): Date | null {
  const clock = new Date(response.headers.get('Date') ?? '');
  return Number.isNaN(clock.getTime()) ? null : clock;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isEnrolment(value: unknown): value is Enrolment {
  return typeof (value as Partial<Enrolment> | null)?.token === 'string';
}

/** Enough to tell our server's answer from whatever else speaks JSON on a public network. */
function isSynced(value: unknown): value is Synced {
  const { results, cursor, gone, groups } = (value ?? {}) as Partial<Record<keyof Synced, unknown>>;
  return [results, gone, groups].every(Array.isArray) && typeof cursor === 'number';
}
