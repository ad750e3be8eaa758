import { expect, test } from 'vitest';
import { faultsOf, LANGUAGES, readTable, rowsOf, wordsOf } from '../scripts/words.mjs';
import { say, speak } from '../src/words';

const HEADER = 'key,en,fr,fr_status,rn,rn_status,sw,sw_status,note';

test('the table of words is whole in every language', () => {
  expect(faultsOf(readTable())).toEqual([]);
});

test('a missing word, a forgotten detail and a key that stands twice are found', () => {
  const csv = `${HEADER}\na,One {n},Un {n},draft,,draft,Moja,draft,\na,x,x,draft,x,draft,x,draft,`;

  expect(faultsOf(wordsOf(csv, 'phone.csv'))).toEqual(['a has no word in rn', 'a needs {n} in sw', 'a stands twice']);
});

test('commas, quotes and line ends inside a cell belong to it', () => {
  expect(rowsOf('a,"b, ""c""\nd",e\r\nf,,g\n')).toEqual([
    ['a', 'b, "c"\nd', 'e'],
    ['f', '', 'g'],
  ]);
});

test('a file with another header is refused by name', () => {
  expect(() => wordsOf('key,en\na,b', 'phone.csv')).toThrow('phone.csv: the header must be');
});

test('Kirundi stays Kirundi: no spelling of the neighbour language', () => {
  const leaking = readTable().filter(({ texts }) => /cy|by|\b(Yego|Ohereza|Kuwa)\b/.test(texts['rn'] ?? ''));

  expect(leaking.map(({ key }) => key)).toEqual([]);
});

test('no sentence puts a number before a noun that would have to agree with it', () => {
  const counted = readTable().filter(({ texts }) =>
    LANGUAGES.some((language) => /\{n\} \p{L}/u.test(texts[language] ?? '')),
  );

  expect(counted.map(({ key }) => key)).toEqual([]);
});

test('the phone speaks the language that was chosen, with the details filled in', async () => {
  await speak('rn');
  const kirundi = say('phone.strip.waiting', { n: 2 });
  await speak('en');

  expect(kirundi).toBe('Muri iyi telefone: 2');
  expect(say('phone.strip.waiting', { n: 2 })).toBe('Saved on this phone: 2');
});
