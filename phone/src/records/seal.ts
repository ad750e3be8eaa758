/**
 * Closes answers so that only the server can read them: not this phone, not whoever finds it.
 *
 * Each envelope has its own throw-away key pair. P-256 ECDH with the organisation's box, HKDF-SHA256
 * (no salt, info `tuvurane/response/1` + record id), AES-256-GCM with the record id as additional data.
 * Bytes: version 0x01, ephemeral public point (65), nonce (12), ciphertext and tag.
 */

const VERSION = 1;
const PURPOSE = 'tuvurane/response/1';
const CURVE = { name: 'ECDH', namedCurve: 'P-256' };

/** False where the page was not opened over a secure address: such a phone must not ask anything. */
export function canSeal(): boolean {
  return typeof crypto !== 'undefined' && crypto.subtle !== undefined;
}

/** Seal a text for the holder of `box` (base64 of a raw P-256 point), bound to one record; returns base64. */
export async function seal(box: string, recordId: string, text: string): Promise<string> {
  const id = new TextEncoder().encode(recordId);
  const own = (await crypto.subtle.generateKey(CURVE, false, ['deriveBits'])) as CryptoKeyPair;
  const theirs = await crypto.subtle.importKey('raw', bytesOf(box), CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, own.privateKey, 256);
  const key = await keyFrom(shared, id);
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const locked = { name: 'AES-GCM', iv: nonce, additionalData: id };
  const closed = await crypto.subtle.encrypt(locked, key, new TextEncoder().encode(text));
  const point = await crypto.subtle.exportKey('raw', own.publicKey);
  return base64Of(joined([Uint8Array.of(VERSION), new Uint8Array(point), nonce, new Uint8Array(closed)]));
}

async function keyFrom(shared: ArrayBuffer, id: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const info = joined([new TextEncoder().encode(PURPOSE), id]);
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info };
  return crypto.subtle.deriveKey(derivation, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt']);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function base64Of(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
