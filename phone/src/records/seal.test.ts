import { expect, test } from 'vitest';
import { padded, seal } from './seal';

const ID = '0192f0a0-0000-7000-8000-00000000000a';
const bytes = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64'));

async function newBox() {
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const pair = await crypto.subtle.generateKey(curve, true, ['deriveBits']);
  const point = Buffer.from(await crypto.subtle.exportKey('raw', pair.publicKey)).toString('base64');
  return { point, privateKey: pair.privateKey };
}

/** Opens an envelope the way the server does. */
async function open(privateKey: CryptoKey, id: string, sealed: string): Promise<string> {
  const envelope = bytes(sealed);
  const name = new TextEncoder().encode(id);
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const point = await crypto.subtle.importKey('raw', envelope.slice(1, 66), curve, false, []);
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: point }, privateKey, 256);
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const info = new TextEncoder().encode(`tuvurane/response/2${id}`);
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info };
  const key = await crypto.subtle.deriveKey(derivation, material, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
  const lock = { name: 'AES-GCM', iv: envelope.slice(66, 78), additionalData: name };
  return new TextDecoder().decode(await crypto.subtle.decrypt(lock, key, envelope.slice(78)));
}

test('only the holder of the box reads what was sealed', async () => {
  const { point, privateKey } = await newBox();

  const sealed = await seal('part', point, ID, '{"answers":{"srq_01":1}}');

  expect(bytes(sealed)[0]).toBe(1);
  expect(await open(privateKey, ID, sealed)).toBe('{"answers":{"srq_01":1}}');
});

test('an envelope made for one purpose does not open for another', async () => {
  const { point, privateKey } = await newBox();

  const sealed = await seal('rescue', point, ID, 'x');

  await expect(open(privateKey, ID, sealed)).rejects.toThrow();
});

test('another box does not open it', async () => {
  const { point } = await newBox();
  const other = await newBox();

  const sealed = await seal('part', point, ID, 'x');

  await expect(open(other.privateKey, ID, sealed)).rejects.toThrow();
});

test('an envelope does not open under the id of another record', async () => {
  const { point, privateKey } = await newBox();

  const sealed = await seal('part', point, ID, 'x');

  await expect(open(privateKey, ID.replace(/a$/, 'b'), sealed)).rejects.toThrow();
});

test('the same words sealed twice look nothing alike', async () => {
  const { point } = await newBox();

  const [first, second] = [await seal('part', point, ID, 'same'), await seal('part', point, ID, 'same')];

  expect(bytes(first).slice(1, 66)).not.toEqual(bytes(second).slice(1, 66));
});

test('texts of about one length look alike in length', () => {
  const lengths = [1, 20, 127].map((length) => padded('x'.repeat(length)).length);

  expect(lengths).toEqual([128, 128, 128]);
  expect(JSON.parse(padded('{"a":1}'))).toEqual({ a: 1 });
});
