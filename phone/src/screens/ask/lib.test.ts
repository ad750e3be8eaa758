import { expect, test } from 'vitest';
import { AMAHORO, TWENTY } from '../../../tests/cast';
import { languageOf, pebbles, toAsk, wordsIn } from './lib';

const worded = (...languages: string[]) => ({
  ...TWENTY,
  items: TWENTY.items.map((item) => ({ ...item, text: Object.fromEntries(languages.map((one) => [one, 'words'])) })),
});

test('people to ask come by their seats, with how far a paused interview went', () => {
  const paused = { answers: new Map([['srq_01', 1]]), finished: null };
  const interviews = new Map([[`${AMAHORO.id}/2/baseline/srq20`, paused]]);

  const people = toAsk(AMAHORO, [TWENTY], interviews);

  expect(people.map(({ name, answered }) => [name, answered])).toEqual([
    ['Nadia', 0],
    ['Espérance', 1],
  ]);
});

test('nobody is asked a questionnaire that this phone does not hold', () => {
  expect(toAsk(AMAHORO, [], new Map())).toEqual([]);
});

test.each([
  [['rn', 'fr'], 'fr', { language: 'rn', worded: true }],
  [['fr', 'en'], 'fr', { language: 'fr', worded: true }],
  [['en'], 'sw', { language: 'en', worded: true }],
  [[], 'sw', { language: 'sw', worded: false }],
] as const)('wording loaded in %j on a phone in %s is read in %j', (languages, phone, expected) => {
  expect(languageOf(worded(...languages), AMAHORO, phone)).toEqual(expected);
});

test('a wording with a gap is not used: half a questionnaire is none', () => {
  const [first, ...others] = worded('rn').items;
  const gap = { ...TWENTY, items: [{ ...first, text: {} } as never, ...others] };

  expect(languageOf(gap, AMAHORO, 'en')).toEqual({ language: 'en', worded: false });
});

test('a label missing in a language is read in English', () => {
  expect(wordsIn({ en: 'Headaches' }, 'sw')).toBe('Headaches');
});

test('longer scales fill as many pebbles as there is of it, yes and no fill none', () => {
  const options = [0, 1, 2, 3].map((value) => ({ value, label: {} }));

  expect(options.map((option) => pebbles(option, options)?.full)).toEqual([0, 1, 2, 3]);
  expect(pebbles({ value: 1, label: {} }, TWENTY.options)).toBeNull();
});
