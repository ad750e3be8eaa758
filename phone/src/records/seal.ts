/**
 * Closes a text so that only the holder of the organisation's box can read it: not this phone, not whoever finds it.
 *
 * Each envelope has its own throw-away key pair. P-256 ECDH with the organisation's box, HKDF-SHA256
 * (no salt, info: purpose + name), AES-256-GCM with the name as additional data. The name is the record's id.
 * Bytes: version 0x01, ephemeral public point (65), nonce (12), ciphertext and tag.
 */

import { type Bytes, fromBase64, joined, random, toBase64, utf8 } from './bytes';

/** An envelope made for one purpose does not open for the other. */
export const PURPOSES = {
  /** The answers of one sitting of a questionnaire. */
  part: 'tuvurane/response/2',
  /** What was said to a screening item. */
  concern: 'tuvurane/concern/1',
  /** That somebody of a group needs help. */
  raised: 'tuvurane/concern/2',
  /** A whole record, for the day when this phone can no longer open its own. */
  rescue: 'tuvurane/rescue/1',
} as const;
export type Purpose = keyof typeof PURPOSES;

const VERSION = 1;
const CURVE = { name: 'ECDH', namedCurve: 'P-256' };

/** False where the page was not opened over a secure address: such a phone can keep no secret. */
export function canSeal(): boolean {
  return typeof crypto !== 'undefined' && crypto.subtle !== undefined;
}

/** An envelope shows how long its text is, and a refused answer is longer than a number: short texts are made alike. */
const BLOCK = 128;

/** The text with blanks at its end, so that its length tells less; only for texts of JSON. */
export function padded(text: string): string {
  return text.padEnd(Math.ceil(text.length / BLOCK) * BLOCK);
}

/** The text with blanks at its end up to so many bytes, so that its length tells nothing; only for texts of JSON. */
export function filled(text: string, bytes: number): string {
  return text + ' '.repeat(Math.max(0, bytes - utf8(text).length));
}

/** What binds the part of a questionnaire to its record and its place in it. */
export function partName(recordId: string, at: number): string {
  return `${recordId}/${at}`;
}

/** Seal a text for the holder of `box` (base64 of a raw P-256 point), bound to one name; returns base64. */
export async function seal(purpose: Purpose, box: string, name: string, text: string): Promise<string> {
  const id = utf8(name);
  const own = (await crypto.subtle.generateKey(CURVE, false, ['deriveBits'])) as CryptoKeyPair;
  const theirs = await crypto.subtle.importKey('raw', fromBase64(box), CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, own.privateKey, 256);
  const key = await keyFrom(shared, joined(utf8(PURPOSES[purpose]), id));
  const nonce = random(12);
  const closed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: id }, key, utf8(text));
  const point = await crypto.subtle.exportKey('raw', own.publicKey);
  return toBase64(joined(Uint8Array.of(VERSION), new Uint8Array(point), nonce, new Uint8Array(closed)));
}

async function keyFrom(shared: ArrayBuffer, info: Bytes): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info };
  return crypto.subtle.deriveKey(derivation, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt']);
}
