/** Draws the app's icon, a circle of stones in the colours of the six phases, as PNG at the sizes a phone asks for. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';

const PAPER = [0xfb, 0xf7, 0xf0];
const STONES = ['3B5B7A', '2F7F86', 'C4572E', 'A5761F', '5F7F3B', '6D4A73'].map((hex) =>
  [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)),
);
const RING = 0.29;
const RADIUS = 0.115;
/** Each pixel is looked at this many times a side, for smooth edges. */
const FINE = 4;

function colourAt(x, y) {
  for (const [at, colour] of STONES.entries()) {
    const angle = (at / STONES.length) * 2 * Math.PI - Math.PI / 2;
    const [dx, dy] = [x - 0.5 - Math.cos(angle) * RING, y - 0.5 - Math.sin(angle) * RING];
    const uneven = 1 + 0.07 * Math.sin(3 * Math.atan2(dy, dx) + at * 1.7);
    if (Math.hypot(dx, dy) < RADIUS * uneven) return colour;
  }
  return PAPER;
}

function pixel(column, row, size) {
  const sum = [0, 0, 0];
  for (let at = 0; at < FINE * FINE; at += 1) {
    const x = (column + ((at % FINE) + 0.5) / FINE) / size;
    const y = (row + (Math.floor(at / FINE) + 0.5) / FINE) / size;
    for (const [channel, value] of colourAt(x, y).entries()) sum[channel] += value;
  }
  return sum.map((value) => Math.round(value / (FINE * FINE)));
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function png(size) {
  const rows = [];
  for (let row = 0; row < size; row += 1) {
    rows.push(0);
    for (let column = 0; column < size; column += 1) rows.push(...pixel(column, row, size));
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Buffer.from(rows), { level: 9 });
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

const folder = join(dirname(fileURLToPath(import.meta.url)), '../public');
mkdirSync(folder, { recursive: true });
for (const size of [192, 512]) writeFileSync(join(folder, `icon-${size}.png`), png(size));
