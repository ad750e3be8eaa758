import { h } from 'preact';
import { expect, test } from 'vitest';
import { AMAHORO, answered20, enrolledDesk, TODAY, TWENTY } from '../../../tests/cast';
import { wordsOf } from '../../../tests/shown';
import { askedBefore, nextAsked } from '../../records/interview';
import { readAll } from '../../store/rows';
import { speak, speakLater } from '../../words';
import { ActScreen } from './Act';
import { heap, languageOf, numberIn, optionsOf, pebbles, toAsk, toCome, wordsIn } from './lib';
import { askAddress, askRoute } from './route';

const worded = (...languages: string[]) => ({
  ...TWENTY,
  items: TWENTY.items.map((item) => ({ ...item, text: Object.fromEntries(languages.map((one) => [one, 'words'])) })),
});

test('people to ask come by their seats, with how far a paused interview went', async () => {
  const desk = await enrolledDesk();
  await answered20(desk, { 1: 1, 2: 0 });

  const [now] = toAsk(AMAHORO, [TWENTY], await readAll(desk.store, 'interviews'), TODAY);

  expect(now?.timing).toBe('due');
  expect(now?.people.map(({ name, paused }) => [name, paused])).toEqual([
    ['Nadia', 2],
    ['Espérance', 0],
  ]);
});

test('of several questionnaires the one that was begun comes first', async () => {
  const desk = await enrolledDesk();
  await answered20(desk, { 1: 1 });
  const asks = ['who5', 'srq20'].map((instrument) => ({ instrument, done: [] }));
  const waves = AMAHORO.waves.map((window) => ({ ...window, asks }));
  const instruments = [TWENTY, { ...TWENTY, name: 'who5' }];

  const [now] = toAsk({ ...AMAHORO, waves }, instruments, await readAll(desk.store, 'interviews'), TODAY);

  expect(now?.people.map(({ left }) => left.map(({ instrument }) => instrument))).toEqual([
    ['srq20', 'who5'],
    ['who5', 'srq20'],
  ]);
});

test('nobody is asked a questionnaire that this phone does not hold, and what comes next is said', () => {
  expect(toAsk(AMAHORO, [], [], TODAY)).toEqual([]);
  expect(toCome(AMAHORO, TODAY).map(({ wave, opens }) => [wave, opens])).toEqual([['end', '2027-02-04']]);
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

test('an item with answers of its own is asked with those', () => {
  const own = [0, 1, 2].map((value) => ({ value, label: {} }));
  const item = { key: 'x', label: {}, text: {}, options: own };

  expect(optionsOf(item, TWENTY)).toBe(own);
  expect(optionsOf({ ...item, options: [] }, TWENTY)).toBe(TWENTY.options);
});

test.each([3, 4, 5, 6, 7])('a scale of %i steps fills as many pebbles as there is of it, none to all', (steps) => {
  const options = Array.from({ length: steps }, (_, value) => ({ value, label: {} }));
  const { columns, rows } = heap(steps - 1);

  expect(options.map((option) => pebbles(option, options)?.full)).toEqual(options.map(({ value }) => value));
  expect(columns).toBeLessThanOrEqual(3);
  expect(columns * rows).toBeGreaterThanOrEqual(steps - 1);
});

test('yes and no fill no heap, whatever their numbers', () => {
  expect(pebbles({ value: 1, label: {} }, TWENTY.options)).toBeNull();
});

test('an item that may not be asked is stepped over both ways, the first and the last too', () => {
  const { items } = TWENTY;

  expect([nextAsked(items, 16, true), nextAsked(items, 16, false), nextAsked(items, 20, false)]).toEqual([16, 17, 20]);
  expect([askedBefore(items, 17, true), askedBefore(items, 17, false), askedBefore(items, 0, true)]).toEqual([
    16, 15, -1,
  ]);
  expect(nextAsked(items.slice(16, 17), 0, false)).toBe(1);
});

test.each([
  ['2/group/end/who5/4', { page: 'interview', due: { seat: 2, arm: 'group', wave: 'end', instrument: 'who5' }, at: 4 }],
  [
    '2/waiting/later_2/who5/stop',
    { page: 'stop', due: { seat: 2, arm: 'waiting', wave: 'later_2', instrument: 'who5' } },
  ],
  ['2/group/end/who5/done', { page: 'done', due: { seat: 2, arm: 'group', wave: 'end', instrument: 'who5' } }],
  ['2/end/who5/4', { page: 'whom' }],
  ['', { page: 'whom' }],
])('below a group the address %s leads to %j', (path, route) => {
  expect(askRoute(path.split('/'))).toEqual(route);
  if ('due' in route) expect(askAddress('g', route.due as never, path.split('/')[4])).toBe(`/group/g/ask/${path}`);
});

test.each([
  ['Chantal, +257 79 12 34 56', '+25779123456'],
  ['Chantal, 79.12.34.56 (ijoro)', '79123456'],
  ['Chantal, at the health centre, room 12', null],
  ['', null],
])('whoever is reached by %j is called at %j', (reach, number) => {
  expect(numberIn(reach)).toBe(number);
});

test('who somebody calls is written large on the page of what to do, and nothing stands there where nobody is on call', async () => {
  await speak('en');
  await speakLater();
  const desk = await enrolledDesk();
  const page = (call: string) =>
    wordsOf(h(ActScreen, { above: '', call, done: () => undefined, stop: () => undefined }), desk);

  const named = await page('Chantal, +257 79 12 34 56');

  expect(named).toContain('Chantal, +257 79 12 34 56');
  expect(named.replace('Chantal, +257 79 12 34 56', '').replace(/\s+/g, ' ')).toBe(
    (await page('')).replace(/\s+/g, ' '),
  );
});
