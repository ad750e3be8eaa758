/**
 * The second copy of every unsent record: closed to the organisation, so that neither a forgotten PIN nor a destroyed
 * key loses it. The file that a person carries to the office holds these copies and nothing that can be read on the way.
 */

import type { OwnRecord } from './record';
import { seal } from './seal';

export interface Envelope {
  /** The record's own id; it also binds the envelope. */
  readonly id: string;
  /** Base64, as in seal.ts. */
  readonly box: string;
}

/** `box`: the organisation's public key, base64 of a raw P-256 point. */
export async function envelopeOf(box: string, record: OwnRecord): Promise<Envelope> {
  return { id: record.id, box: await seal('rescue', box, record.id, JSON.stringify(record)) };
}

export interface File {
  readonly name: string;
  readonly text: string;
}

/** `day`: `2026-11-22`. The device's id tells the office from whom it comes; it opens nothing. */
export function fileOf(device: string, envelopes: readonly Envelope[], day: string): File {
  const records = envelopes.map(({ id, box }) => ({ id, box }));
  const content = { format: 'tuvurane-rescue', version: 1, device, records };
  return { name: `tuvurane-rescue-${day}.json`, text: `${JSON.stringify(content)}\n` };
}
