import { expect, test } from 'vitest';
import { momentOf, uuid7 } from './ids';

test('an id says when it was made and is a UUID of version 7', () => {
  const moment = Date.parse('2100-01-01T00:00:00Z');

  const id = uuid7(moment);

  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(moment);
});

test('ids sort in the order they were made, even when the phone clock goes back', () => {
  const moments = [4102444800001, 4102444800001, 1, 4102444800000, 4102444900000];

  const ids = moments.map(uuid7);

  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test('ten thousand records are named without a server, each by its own id, in order', () => {
  const moment = Date.parse('2100-02-01T00:00:00Z');

  const ids = Array.from({ length: 10_000 }, () => uuid7(moment));

  expect(new Set(ids).size).toBe(10_000);
  expect([...ids].sort()).toEqual(ids);
});

test('an id still says when it was made', () => {
  const moment = new Date('2100-03-01T10:00:00.250Z');

  expect(momentOf(uuid7(moment.getTime()))).toEqual(moment);
});
