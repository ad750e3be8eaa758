/** Names in what was typed, of people whom this phone no longer knows. */

/** What stands where a name stood, as in the office. */
export const STRUCK = '…';

/** The same thing with each of these names struck out of every text in it, as a whole word and in any letters. */
export function struckOut(thing: unknown, names: readonly string[]): unknown {
  if (typeof thing === 'string') return names.reduce(without, thing);
  if (Array.isArray(thing)) return thing.map((one) => struckOut(one, names));
  if (thing === null || typeof thing !== 'object') return thing;
  const kept: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(thing)) kept[key] = struckOut(one, names);
  return kept;
}

function without(text: string, name: string): string {
  const signs = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(^|[^\\p{L}])${signs}(?!\\p{L})`, 'giu'), `$1${STRUCK}`);
}
