import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isNumber, nameLike } from './names';

type Case = readonly [line: string, found: readonly string[]];
interface Circle {
  readonly own: readonly string[];
  readonly places: readonly string[];
  readonly cases: readonly Case[];
}

/** The office is held to the same table. */
const TABLE = fileURLToPath(new URL('../../../tests/spec/groups/name_like.json', import.meta.url));
const circles = JSON.parse(readFileSync(TABLE, 'utf8')) as Record<string, Circle>;

describe.each(Object.entries(circles))('in %s', (_language, { own, places, cases }) => {
  test.each(cases)('%s → %j', (line, found) => {
    expect(nameLike(line, { own, places })).toEqual(found);
  });
});

test('a number is told from a name', () => {
  expect(nameLike('Alice called +250 788 123 456', { own: ['Alice'], places: [] }).map(isNumber)).toEqual([
    false,
    true,
  ]);
});
