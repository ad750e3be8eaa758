import { expect, test } from 'vitest';
import { CHEAP, PIN } from '../../tests/cast';
import { random, textOf } from './bytes';
import { closeRow, dataKey, newDataKey, newDeviceKey, openRow, pinKey } from './keys';

const salt = random(16);

async function opened(device: CryptoKey, pin: string) {
  return pinKey(device, pin, salt, CHEAP);
}

test('the same PIN on the same phone opens the data key; another PIN does not', async () => {
  const device = await newDeviceKey();
  const { key, wrapped } = await newDataKey(await opened(device, PIN));
  const box = await closeRow(key, 'groups', 'g1', { name: 'Amahoro' });

  const again = await dataKey(await opened(device, PIN), wrapped);
  const other = await dataKey(await opened(device, '482916'), wrapped);

  expect(again && (await openRow(again, 'groups', 'g1', box))).toEqual({ name: 'Amahoro' });
  expect(other).toBeNull();
});

test('the right PIN on another phone opens nothing', async () => {
  const { wrapped } = await newDataKey(await opened(await newDeviceKey(), PIN));

  expect(await dataKey(await opened(await newDeviceKey(), PIN), wrapped)).toBeNull();
});

test('neither the device key nor the data key can be taken out of the browser', async () => {
  const device = await newDeviceKey();
  const { key } = await newDataKey(await opened(device, PIN));

  for (const held of [device, key]) await expect(crypto.subtle.exportKey('raw', held)).rejects.toThrow();
});

test.each([
  ['another table', 'outbox', 'g1'],
  ['another key', 'groups', 'g2'],
])('a row that was moved to %s does not open', async (_where, table, row) => {
  const { key } = await newDataKey(await opened(await newDeviceKey(), PIN));

  const box = await closeRow(key, 'groups', 'g1', 1);

  await expect(openRow(key, table, row, box)).rejects.toThrow();
});

test('a row that was changed does not open, and a closed row shows nothing', async () => {
  const { key } = await newDataKey(await opened(await newDeviceKey(), PIN));
  const box = await closeRow(key, 'groups', 'g1', 'Amahoro');

  const changed = box.map((byte, at) => (at === 20 ? byte ^ 1 : byte));

  expect(textOf(box)).not.toContain('Amahoro');
  await expect(openRow(key, 'groups', 'g1', changed)).rejects.toThrow();
});
