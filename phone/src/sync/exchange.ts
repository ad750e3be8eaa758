/** One attempt to send what waits and to hear what is new. It never repeats by itself: radio costs power and money. */

import type { Result } from '../records/enrolment';
import type { PhoneRecord } from '../records/record';
import type { Answer, Server } from '../server/client';
import type { Store } from '../store/database';
import { fact, keepFact } from '../store/facts';
import { takePull } from '../store/groups';
import { acknowledge, refuse, waitingRecords } from '../store/outbox';
import { batches } from './batches';

/** How an attempt ended: all done, no network, phone no longer known, or a server in trouble. */
export type Ending =
  | { readonly how: 'done' }
  | { readonly how: 'network' }
  | { readonly how: 'locked'; readonly sentence: string }
  | { readonly how: 'refused'; readonly sentence: string }
  | { readonly how: 'trouble'; readonly status: number };

export interface Line {
  readonly store: Store;
  readonly server: Server;
  readonly now: () => Date;
}

export async function exchange(line: Line): Promise<Ending> {
  const enrolment = await fact(line.store, 'enrolment');
  if (enrolment === undefined) return { how: 'done' };
  const language = (await fact(line.store, 'language')) ?? 'rn';
  for (const batch of batches(await waitingRecords(line.store))) {
    const ending = await push(line, enrolment.token, language, batch);
    if (ending !== null) return remembered(line, ending);
  }
  const since = (await fact(line.store, 'cursor')) ?? 0;
  const digest = (await fact(line.store, 'digest')) ?? '';
  const answer = await line.server.pull(enrolment.token, language, since, digest);
  if (!answer.ok) return remembered(line, endingOf(answer));
  await takePull(line.store, answer.body);
  return { how: 'done' };
}

/** Too large, or not in the form the server takes: one record must not hold back the others. */
const BLAME_ONE = [413, 422];

/** Push one batch; null when it went through. A batch that is refused whole is halved, down to the record to blame. */
async function push(
  line: Line,
  token: string,
  language: string,
  batch: readonly PhoneRecord[],
): Promise<Ending | null> {
  const answer = await line.server.push(token, language, batch);
  if (answer.ok) {
    await settle(line, batch, answer.body.results);
    return null;
  }
  if (answer.why !== 'refused' || !BLAME_ONE.includes(answer.status)) return endingOf(answer);
  const [first] = batch;
  if (batch.length === 1 && first !== undefined) {
    await refuse(line.store, first, answer.sentence);
    return null;
  }
  const half = Math.ceil(batch.length / 2);
  return (
    (await push(line, token, language, batch.slice(0, half))) ?? (await push(line, token, language, batch.slice(half)))
  );
}

/** Each record is acknowledged by itself; one the server did not name keeps waiting. */
async function settle(line: Line, batch: readonly PhoneRecord[], results: readonly Result[]): Promise<void> {
  const byId = new Map(results.map((result) => [result.id, result]));
  for (const record of batch) {
    const result = byId.get(record.id);
    if (result?.outcome === 'accepted' || result?.outcome === 'already')
      await acknowledge(line.store, record, line.now());
    if (result?.outcome === 'refused') await refuse(line.store, record, result.sentence);
  }
}

function endingOf(answer: Exclude<Answer<unknown>, { ok: true }>): Ending {
  if (answer.why === 'network') return { how: 'network' };
  if (answer.why === 'trouble') return { how: 'trouble', status: answer.status };
  if (answer.status === 401) return { how: 'locked', sentence: answer.sentence };
  return { how: 'refused', sentence: answer.sentence };
}

async function remembered(line: Line, ending: Ending): Promise<Ending> {
  if (ending.how === 'locked') await keepFact(line.store, 'locked', ending.sentence);
  return ending;
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
