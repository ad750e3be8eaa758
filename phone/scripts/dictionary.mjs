/**
 * Gives the phone the dictionary of what it sends: `src/tuvurane/sync/dictionary-1.txt`, byte for byte. The server opens
 * a phone's request with the same bytes, so a file that was shipped is never changed: a better one gets the next number.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const SOURCE = join(HERE, '../../src/tuvurane/sync/dictionary-1.txt');
const MADE = join(HERE, '../src/records/generated');

const text = readFileSync(SOURCE, 'latin1');
// In plain ASCII a text and its bytes are the same thing, whatever reads it.
if (/[^\x20-\x7e\n]/.test(text)) throw new Error('The dictionary of the phones must be plain ASCII.');

mkdirSync(MADE, { recursive: true });
writeFileSync(join(MADE, 'dictionary.ts'), `export const DICTIONARY =\n  ${JSON.stringify(text)};\n`);
