/** A server as ours is, behind a line that a test may cut at any byte. It speaks through `fetch`, as the real one does. */

import { inflateRawSync } from 'node:zlib';
import type { Result, SyncRequest } from '../src/records/enrolment';
import { DICTIONARY } from '../src/records/generated/dictionary';
import type { Group } from '../src/records/group';
import type { Server } from '../src/server/client';
import { serverAt } from '../src/server/client';
import { NOW, synced } from './cast';

/** Where the line breaks: on the way to the server, or on the way back after this many bytes of the answer. */
export type Cut = 'before' | number;

export interface Office {
  readonly server: Pick<Server, 'sync'>;
  /** What it holds, in the order in which it came. */
  readonly held: string[];
  /** Every request that arrived. */
  readonly requests: SyncRequest[];
  /** Bytes of each request on the line. */
  readonly sizes: number[];
  /** Ids whose acknowledgement reached the phone. */
  readonly acknowledged: Set<string>;
  /** What it has to tell, one page after the other. */
  pages: readonly (readonly Group[])[];
  gone: readonly string[];
  /** What it thinks of a record, where it is not simply taken. */
  verdicts: ReadonlyMap<string, Result>;
  /** The line breaks at these requests, counted from this attempt's first. */
  cuts: Map<number, Cut>;
  clock: Date;
}

export function openOffice(): Office {
  const office: Office = {
    server: serverAt('/api/v1'),
    held: [],
    requests: [],
    sizes: [],
    acknowledged: new Set(),
    pages: [],
    gone: [],
    verdicts: new Map(),
    cuts: new Map(),
    clock: NOW,
  };
  globalThis.fetch = ((_url: string, init: RequestInit) => answerTo(office, init)) as typeof fetch;
  return office;
}

async function answerTo(office: Office, init: RequestInit): Promise<Response> {
  const cut = office.cuts.get(office.requests.length);
  const bytes = init.body as Uint8Array;
  office.sizes.push(bytes.length);
  const request = JSON.parse(inflateRawSync(bytes, { dictionary: Buffer.from(DICTIONARY) }).toString()) as SyncRequest;
  office.requests.push(request);
  if (cut === 'before') throw new TypeError('Failed to fetch');
  const text = JSON.stringify(answer(office, request));
  const whole = cut === undefined || cut >= text.length;
  if (whole) for (const { id } of request.records) office.acknowledged.add(id);
  return new Response(whole ? text : text.slice(0, cut), { headers: { Date: office.clock.toUTCString() } });
}

function answer(office: Office, { records, left, since }: SyncRequest) {
  const results = records.map(({ id }) => take(office, id));
  if (left > 0) return synced({ results, cursor: since });
  const page = office.pages[since];
  if (page === undefined) return synced({ results, cursor: since, gone: office.gone });
  return synced({ results, cursor: since + 1, more: since + 1 < office.pages.length, groups: page, gone: office.gone });
}

function take(office: Office, id: string): Result {
  const verdict = office.verdicts.get(id);
  if (verdict?.outcome === 'refused') return verdict;
  if (office.held.includes(id)) return { outcome: 'already' };
  office.held.push(id);
  return verdict ?? { outcome: 'accepted' };
}
