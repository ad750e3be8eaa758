/**
 * One attempt to hand over what waits and to hear what is new. It never repeats by itself: radio costs power and money.
 * Each answer settles its records before the next are sent, so an attempt that breaks off anywhere has lost nothing,
 * and the next one begins with what was not acknowledged.
 */

import type { Result, Synced, SyncRequest } from '../records/enrolment';
import { momentOf } from '../records/ids';
import { type OwnRecord, type PhoneRecord, stamp } from '../records/record';
import type { Answer, Server } from '../server/client';
import { noteContact } from '../store/contact';
import type { Store } from '../store/database';
import { fact, keepFact } from '../store/facts';
import { forgetEverything } from '../store/forget';
import { dropOwn, heldGroups, takeAnswer } from '../store/groups';
import { handOverOld } from '../store/interviews';
import { acknowledge, forget, isFull, refuse, setAside, waitingRecords } from '../store/outbox';
import { dropLeftBehind, leftBehind } from '../store/rescue';
import { KeysGone, keysOf } from '../store/rows';
import { readSnapshot } from '../store/snapshot';
import { batches, MOST_BYTES, sizeOf } from './batches';

/** How an attempt ended. */
export type Ending =
  | { readonly how: 'done' }
  | { readonly how: 'network' }
  /** The server does not know this phone any more; what it could not hand in stays. */
  | { readonly how: 'locked'; readonly sentence: string }
  /** This phone was withdrawn. What it held was handed in and is gone from it, but for `kept` records. */
  | { readonly how: 'withdrawn'; readonly kept: number }
  | { readonly how: 'refused'; readonly sentence: string }
  | { readonly how: 'trouble'; readonly status: number }
  /** The phone did not keep what came; what it kept before is as it was, and is sent again or asked for again. */
  | { readonly how: 'not_kept'; readonly why: 'full' | 'refused' };

export interface Line {
  readonly store: Store;
  readonly server: Server;
  readonly now: () => Date;
}

/** One attempt: who asks, and what is still to be handed over. */
interface Attempt extends Line {
  readonly token: string;
  readonly language: string;
  readonly queue: PhoneRecord[][];
  revoked: boolean;
}

export async function exchange(line: Line): Promise<Ending> {
  try {
    return await handOver(line);
  } catch (error) {
    if (isFull(error)) return { how: 'not_kept', why: 'full' };
    if (error instanceof DOMException || error instanceof KeysGone) return { how: 'not_kept', why: 'refused' };
    throw error;
  }
}

async function handOver(line: Line): Promise<Ending> {
  const enrolment = await fact(line.store, 'enrolment');
  if (enrolment === undefined) return { how: 'done' };
  const language = (await fact(line.store, 'language')) ?? 'rn';
  const waits = [...(await envelopes(line.store)), ...(await waitingRecords(line.store))];
  const queue = batches(waits, await roomIn(line));
  const attempt: Attempt = { ...line, token: enrolment.token, language, queue, revoked: false };
  for (;;) {
    const ending = await step(attempt);
    if (ending !== null) return ending;
  }
}

/** One request and what its answer says; null when there is more to do. */
async function step(attempt: Attempt): Promise<Ending | null> {
  const batch = attempt.queue.shift() ?? [];
  const request = await requestOf(attempt, batch, queued(attempt).length);
  const answer = await attempt.server.sync(attempt.token, attempt.language, request);
  if (!answer.ok) return turnedDown(attempt, batch, answer);
  // Results have no names, only places: too few or too many, and none of them can be trusted.
  if (answer.body.results.length !== batch.length) return { how: 'network' };
  await settle(attempt, batch, answer.body.results);
  if (answer.body.revoked) return handIn(attempt);
  await noteContact(attempt.store, answer.clock ?? attempt.now(), attempt.now());
  if (attempt.queue.length > 0) return null;
  const ending = await take(attempt, request, answer.body);
  return ending?.how === 'done' ? withOld(attempt, answer.clock) : ending;
}

/** All was said; questionnaires that end by it go in the same attempt. */
async function withOld(attempt: Attempt, serverNow: Date | null): Promise<Ending | null> {
  const before = new Set(await keysOf(attempt.store, 'interviews'));
  if (before.size === 0) return { how: 'done' };
  await handOverOld(attempt.store, serverNow);
  const ended = (await waitingRecords(attempt.store)).filter(({ id }) => before.has(id));
  attempt.queue.push(...batches(ended, await roomIn(attempt)));
  return attempt.queue.length > 0 ? null : { how: 'done' };
}

async function requestOf(line: Line, records: readonly PhoneRecord[] = [], left = 0): Promise<SyncRequest> {
  const since = (await fact(line.store, 'cursor')) ?? 0;
  const digest = (await fact(line.store, 'digest')) ?? '';
  // News come with the last records only, and only they depend on what the phone holds.
  const clock = stamp(line.now());
  if (left > 0) return { clock, since, digest, holds: [], left, records };
  const [holds, own = ''] = await Promise.all([heldGroups(line.store), fact(line.store, 'ownDigest')]);
  return { clock, since, digest, holds, asks: 2, left, records, own };
}

function queued({ queue }: Attempt): PhoneRecord[] {
  return ([] as PhoneRecord[]).concat(...queue);
}

/** What is left of a request for records. */
async function roomIn(line: Line): Promise<number> {
  return MOST_BYTES - sizeOf(await requestOf(line));
}

/** Keep a page of news; null when there is another. An interruption between two pages goes on with the second. */
async function take(attempt: Attempt, request: SyncRequest, body: Synced): Promise<Ending | null> {
  await takeAnswer(attempt.store, body);
  if (!body.more) return { how: 'done' };
  // From 0 again: what all groups show has changed at once.
  const anew = body.cursor === 0 && request.since > 0;
  const onward = anew || body.cursor > request.since || body.groups.some(({ id }) => !request.holds.includes(id));
  return onward ? null : { how: 'trouble', status: 200 };
}

/** Each record is answered in its place. */
async function settle(line: Line, batch: readonly PhoneRecord[], results: readonly Result[]): Promise<void> {
  for (const [at, record] of batch.entries()) {
    const result = results[at];
    if (result === undefined) return;
    if (record.kind === 'rescued') await settleEnvelope(line.store, record.id, result);
    else await settleRecord(line, record, result);
  }
}

/** The person asked to be forgotten: a record about them alone is kept nowhere, here neither. */
const ERASED = 'groups.participant_erased';

async function settleRecord({ store, now }: Line, record: OwnRecord, result: Result): Promise<void> {
  switch (result.outcome) {
    case 'accepted':
    case 'already':
      return acknowledge(store, record, now());
    case 'set_aside':
      return setAside(store, record, result.sentence ?? '', now());
    case 'refused':
      if (result.code === ERASED && 'seat' in record.body) return forget(store, record.id);
      return refuse(store, record, result.sentence ?? null);
    default: // A word from a newer server: the record waits.
  }
}

// ------------------------------------------------------------------------------------ what cannot be opened any more

/** Envelopes that the server could not open: offered once each time the app is opened, kept for the sealed file. */
const unreadable = new WeakMap<Store, Set<string>>();

async function envelopes(store: Store): Promise<PhoneRecord[]> {
  const known = unreadable.get(store);
  const left = (await leftBehind(store)).filter(({ id }) => known?.has(id) !== true);
  // The same bytes at every attempt: the server takes a record that changed for another one.
  return left.map(({ id, box }) => ({ id, kind: 'rescued', v: 1, at: stamp(momentOf(id)), body: { box } }));
}

async function settleEnvelope(store: Store, id: string, { outcome }: Result): Promise<void> {
  if (outcome === 'refused') unreadable.set(store, (unreadable.get(store) ?? new Set()).add(id));
  else if (OUTCOMES_HELD.includes(outcome)) await dropLeftBehind(store, id);
}

const OUTCOMES_HELD: readonly Result['outcome'][] = ['accepted', 'already', 'set_aside'];

// --------------------------------------------------------------------------------------------- what did not go through

type Failure = Exclude<Answer<unknown>, { ok: true }>;
type Refusal = Extract<Failure, { why: 'refused' }>;

/** Too large, or not in the form the server takes: one record must not hold back the others. */
const BLAME_ONE = [413, 422];
const REVOKED = 'people.device_revoked';

async function turnedDown(attempt: Attempt, batch: PhoneRecord[], answer: Failure): Promise<Ending | null> {
  if (answer.why === 'network') return { how: 'network' };
  if (answer.why === 'trouble') return { how: 'trouble', status: answer.status };
  if (answer.status === 401) return shutOut(attempt, answer);
  if (batch.length === 0 || !BLAME_ONE.includes(answer.status)) return { how: 'refused', sentence: answer.sentence };
  await blame(attempt, batch, answer.sentence);
  return null;
}

/** A batch that is refused whole is halved, down to the record to blame. */
async function blame(attempt: Attempt, batch: PhoneRecord[], sentence: string): Promise<void> {
  if (batch.length === 1) return settle(attempt, batch, [{ outcome: 'refused', sentence }]);
  const half = Math.ceil(batch.length / 2);
  attempt.queue.unshift(batch.slice(0, half), batch.slice(half));
}

/**
 * The phone was withdrawn. Groups and names leave it at once; everything else that it holds goes to the office first,
 * what was refused before too: the coordinator looks at it.
 */
async function handIn(attempt: Attempt): Promise<Ending | null> {
  if (!attempt.revoked) {
    attempt.revoked = true;
    await empty(attempt.store);
    const coming = new Set(queued(attempt).map(({ id }) => id));
    const { outbox } = await readSnapshot(attempt.store);
    const others = outbox.filter(({ id }) => !coming.has(id)).map(({ record }) => record);
    attempt.queue.push(...batches(others, await roomIn(attempt)));
  }
  return attempt.queue.length > 0 ? null : withdrawn(attempt.store);
}

/** Nothing more is taken from this phone: it was withdrawn and has handed in, or it was never known. */
async function shutOut({ store }: Line, { code, sentence }: Refusal): Promise<Ending> {
  if (code === REVOKED) {
    await empty(store);
    const ending = await withdrawn(store);
    if (ending.kept === 0) return ending;
  }
  await keepFact(store, 'locked', sentence);
  return { how: 'locked', sentence };
}

/** A withdrawn phone forgets everything, unless something is on it that the office does not hold. */
async function withdrawn(store: Store): Promise<Extract<Ending, { how: 'withdrawn' }>> {
  const { outbox, leftBehind: left } = await readSnapshot(store);
  const kept = outbox.length + left;
  if (kept === 0) await forgetEverything(store);
  return { how: 'withdrawn', kept };
}

/** Take every group and the round from this phone; its unsent records stay. */
async function empty(store: Store): Promise<void> {
  const gone = await heldGroups(store);
  const digest = (await fact(store, 'digest')) ?? '';
  const nothing = { results: [], revoked: true, more: false, groups: [], definitions: null };
  await takeAnswer(store, { ...nothing, cursor: 0, gone, digest });
  await dropOwn(store);
}

/** Attempts do not overlap: who asks while one runs waits for that one. */
export function oneAtATime<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<Result> | null = null;
  return () => {
    running ??= work().finally(() => {
      running = null;
    });
    return running;
  };
}
