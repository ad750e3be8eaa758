/** Gives the office its typeface. The phone uses its own system font: bytes cost money there. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const from = join(here, '../node_modules/@fontsource/atkinson-hyperlegible');
const to = join(here, '../../src/tuvurane/web/static/fonts');

mkdirSync(to, { recursive: true });
for (const face of ['400-normal', '700-normal', '400-italic']) {
  const file = `atkinson-hyperlegible-latin-${face}.woff2`;
  copyFileSync(join(from, 'files', file), join(to, file));
}
copyFileSync(join(from, 'LICENSE'), join(to, 'atkinson-hyperlegible-LICENSE.txt'));
