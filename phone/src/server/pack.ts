/** Makes what the phone sends small: raw deflate (RFC 1951), begun with a dictionary that the server knows too. */

import { deflateSync } from 'fflate';
import type { SyncRequest } from '../records/enrolment';
import { DICTIONARY } from '../records/generated/dictionary';

const bytesOf = (text: string) => new TextEncoder().encode(text);

export function packed(request: SyncRequest): Uint8Array<ArrayBuffer> {
  const bytes = bytesOf(JSON.stringify(request));
  return deflateSync(bytes, { level: 9, dictionary: bytesOf(DICTIONARY) }) as Uint8Array<ArrayBuffer>;
}
