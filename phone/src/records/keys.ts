/**
 * The keys of the sealed store. PIN -> Argon2id -> HMAC under a key that cannot leave this phone -> a key that wraps
 * the data key. Whoever copies the database needs the PIN; whoever learns the PIN needs the phone.
 */

import { type Bytes, joined, random, textOf, utf8 } from './bytes';

/** What one try of a PIN costs. */
export interface Cost {
  /** KiB of memory. */
  readonly m: number;
  readonly t: number;
  readonly p: number;
}

// Chrome 70 knows its window by no such name, and the derivation asks for it.
if (typeof globalThis === 'undefined') Object.assign(self, { globalThis: self });

const WRAPPED = { name: 'AES-GCM', length: 256 } as const;
const HMAC = { name: 'HMAC', hash: 'SHA-256', length: 256 } as const;

export function newDeviceKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey(HMAC, false, ['sign']) as Promise<CryptoKey>;
}

/** The key made of PIN, salt and device; it opens nothing but the data key. `alive` hears how far it is, 0 to 1. */
export async function pinKey(
  device: CryptoKey,
  pin: string,
  salt: Bytes,
  cost: Cost,
  alive?: (done: number) => void,
): Promise<CryptoKey> {
  const { argon2idAsync } = await import('@noble/hashes/argon2.js');
  // A tick of 20 ms leaves the page alive between the blocks on a slow phone.
  const slow = await argon2idAsync(utf8(pin), salt, {
    ...cost,
    dkLen: 32,
    asyncTick: 20,
    ...(alive && { onProgress: alive }),
  });
  const mixed = await crypto.subtle.sign('HMAC', device, new Uint8Array(slow));
  return crypto.subtle.importKey('raw', mixed, WRAPPED, false, ['wrapKey', 'unwrapKey']);
}

/** A new data key, closed by the PIN's key: nonce (12), ciphertext and tag. */
export async function newDataKey(wrapping: CryptoKey): Promise<{ key: CryptoKey; wrapped: Bytes }> {
  const open = await crypto.subtle.generateKey(WRAPPED, true, ['encrypt', 'decrypt']);
  const nonce = random(12);
  const closed = await crypto.subtle.wrapKey('raw', open, wrapping, { name: 'AES-GCM', iv: nonce });
  const wrapped = joined(nonce, new Uint8Array(closed));
  const key = await dataKey(wrapping, wrapped);
  if (key === null) throw new Error('A data key that was just wrapped must unwrap.');
  return { key, wrapped };
}

/** The data key, not to be exported; null when the PIN was another one. */
export async function dataKey(wrapping: CryptoKey, wrapped: Bytes): Promise<CryptoKey | null> {
  const lock = { name: 'AES-GCM', iv: wrapped.slice(0, 12) };
  try {
    return await crypto.subtle.unwrapKey('raw', wrapped.slice(12), wrapping, lock, WRAPPED, false, [
      'encrypt',
      'decrypt',
    ]);
  } catch {
    return null;
  }
}

/** Close a value of one row: it opens only in the same table under the same key. Nonce (12), ciphertext and tag. */
export async function closeRow(key: CryptoKey, table: string, row: string, value: unknown): Promise<Bytes> {
  const nonce = random(12);
  const lock = { name: 'AES-GCM', iv: nonce, additionalData: utf8(`${table}/${row}`) };
  const closed = await crypto.subtle.encrypt(lock, key, utf8(JSON.stringify(value)));
  return joined(nonce, new Uint8Array(closed));
}

/** Raises OperationError where the row was moved, or changed by who has no key. */
export async function openRow(key: CryptoKey, table: string, row: string, box: Bytes): Promise<unknown> {
  const lock = { name: 'AES-GCM', iv: box.slice(0, 12), additionalData: utf8(`${table}/${row}`) };
  return JSON.parse(textOf(await crypto.subtle.decrypt(lock, key, box.slice(12))));
}
