import { afterEach, expect, test, vi } from 'vitest';
import { serverAt } from './client';

afterEach(() => vi.unstubAllGlobals());

function answering(status: number, body: string) {
  const asked = vi.fn((_url: string, _request: RequestInit) => Promise.resolve(new Response(body, { status })));
  vi.stubGlobal('fetch', asked);
  return asked;
}

test('a push carries the token and the language, and no cookie', async () => {
  const asked = answering(200, '{"results":[]}');

  await serverAt('/api/v1').push('t0ken', 'sw', []);

  const [url, request] = asked.mock.calls[0] ?? [];
  expect(url).toBe('/api/v1/push');
  expect(request).toMatchObject({
    method: 'POST',
    credentials: 'omit',
    headers: { Authorization: 'Bearer t0ken', 'Accept-Language': 'sw' },
  });
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
  [502, 'Bad gateway'],
  [500, '{"code":"x","sentence":"y"}'],
])('an answer %i that is not our server in good health is trouble, not success', async (status, body) => {
  answering(status, body);

  expect(await serverAt('/api/v1').pull('t', 'en', 0, '')).toEqual({ ok: false, why: 'trouble', status });
});

test('a line that breaks is no network', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));

  expect(await serverAt('/api/v1').pull('t', 'en', 0, '')).toEqual({ ok: false, why: 'network' });
});

test('a server that never answers is given up', async () => {
  const never = (_url: string, request: RequestInit) =>
    new Promise((_resolve, reject) => {
      request.signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
    });
  vi.stubGlobal('fetch', never);

  expect(await serverAt('/api/v1', 1).pull('t', 'en', 0, '')).toEqual({ ok: false, why: 'network' });
});
