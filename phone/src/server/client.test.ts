import { inflateRawSync } from 'node:zlib';
import { afterEach, expect, test, vi } from 'vitest';
import { NOW, synced } from '../../tests/cast';
import type { SyncRequest } from '../records/enrolment';
import { DICTIONARY } from '../records/generated/dictionary';
import { serverAt } from './client';

afterEach(() => vi.unstubAllGlobals());

const REQUEST: SyncRequest = { clock: '2026-11-22T14:05:09Z', since: 0, digest: '', holds: [], left: 0, records: [] };

function answering(status: number, body: string, headers: Record<string, string> = {}) {
  const asked = vi.fn((_url: string, _request: RequestInit) =>
    Promise.resolve(new Response(body, { status, headers })),
  );
  vi.stubGlobal('fetch', asked);
  return asked;
}

test('a request carries the token, the language and its form, and asks for nothing that adds a byte', async () => {
  const asked = answering(200, JSON.stringify(synced()));

  await serverAt('/api/v1').sync('t0ken', 'sw', REQUEST);

  const [url, request] = asked.mock.calls[0] ?? [];
  expect(url).toBe('/api/v1/sync');
  expect(Object.keys(request ?? {}).sort()).toEqual(['body', 'headers', 'method', 'signal']);
  expect(request?.headers).toEqual({
    'Accept-Language': 'sw',
    Authorization: 'Bearer t0ken',
    'Content-Type': 'application/x-tuvurane-1',
  });
});

test('what is sent opens with the dictionary that the server has', async () => {
  const asked = answering(200, JSON.stringify(synced()));

  await serverAt('/api/v1').sync('t0ken', 'sw', REQUEST);

  const body = asked.mock.calls[0]?.[1].body as Uint8Array;
  const plain = inflateRawSync(body, { dictionary: Buffer.from(DICTIONARY) });
  expect(JSON.parse(plain.toString())).toEqual(REQUEST);
});

test("an answer says what the server's clock says", async () => {
  answering(200, JSON.stringify(synced()), { Date: 'Sun, 22 Nov 2026 14:05:09 GMT' });

  const answer = await serverAt('/api/v1').sync('t', 'en', REQUEST);

  expect(answer).toEqual({ ok: true, body: synced(), clock: NOW });
});

test('a refusal keeps the sentence of the server', async () => {
  answering(404, '{"code":"people.code_unknown","sentence":"Ask for a new code."}');

  const answer = await serverAt('/api/v1').enrol('ABCD-EFGH', 'Chrome on Android', 'en');

  expect(answer).toEqual({
    ok: false,
    why: 'refused',
    status: 404,
    code: 'people.code_unknown',
    sentence: 'Ask for a new code.',
  });
});

test.each([
  [200, '<html>Welcome to the hotel network</html>'],
  [200, '{"results":"welcome","cursor":0,"gone":[],"groups":[]}'],
  [200, 'null'],
  [200, '{}'],
  [502, 'Bad gateway'],
  [500, '{"code":"x","sentence":"y"}'],
])('an answer %i that is not our server in good health is trouble, not success: %s', async (status, body) => {
  answering(status, body);

  expect(await serverAt('/api/v1').sync('t', 'en', REQUEST)).toEqual({ ok: false, why: 'trouble', status });
});

test('an answer cut off in its middle is not taken for an answer', async () => {
  const whole = JSON.stringify(synced({ results: [{ outcome: 'accepted' }] }));
  for (let cut = 0; cut < whole.length; cut += 1) {
    answering(200, whole.slice(0, cut));
    expect(await serverAt('/api/v1').sync('t', 'en', REQUEST)).toMatchObject({ ok: false });
  }
});

test('a line that breaks is no network', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));

  expect(await serverAt('/api/v1').sync('t', 'en', REQUEST)).toEqual({ ok: false, why: 'network' });
});

test('a server that never answers is given up', async () => {
  const never = (_url: string, request: RequestInit) =>
    new Promise((_resolve, reject) => {
      request.signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
    });
  vi.stubGlobal('fetch', never);

  expect(await serverAt('/api/v1', 1).sync('t', 'en', REQUEST)).toEqual({ ok: false, why: 'network' });
});
