import { expect, test } from 'vitest';
import { faultsIn, faultsOfHouse } from '../scripts/walls.mjs';

test('the house has no hole in its walls', () => {
  expect(faultsOfHouse()).toEqual([]);
});

test.each([
  ['store/x.ts', "import { exchange } from '../sync/exchange';", 'store may not import sync'],
  ['screens/home/lib.ts', "import { App } from '../../app/App';", 'screens may not import app'],
  ['ui/x.tsx', "import { openStore } from '../store/database';", 'ui may not import store'],
  ['worker/sw.ts', "import { say } from '../words';", 'worker may not import words'],
  ['records/x.ts', "const words = import('../words');", 'records may not import words'],
  ['screens/x.tsx', "await fetch('/api/v1/pull');", 'screens speaks to the network'],
  ['actions/x.ts', "import { openDB } from 'idb';", 'actions opens the database'],
  ['ui/x.tsx', '<p style={{ color: red }} />', 'ui carries a style of its own'],
  ['ui/x.tsx', 'element.innerHTML = text;', 'ui writes raw markup'],
  ['ui/x.ts', "new Intl.DateTimeFormat('rn')", 'ui asks Intl, which knows no Kirundi'],
  ['helpers/x.ts', '', 'there is no room called helpers'],
])('a planted violation in %s is caught: %s', (path, text, fault) => {
  expect(faultsIn(path, text)).toEqual([`${path}: ${fault}`]);
});

test('a room may look at itself and at the rooms below', () => {
  const text = "import { stamp } from '../records/record';\nimport { fact } from './facts';";

  expect(faultsIn('store/x.ts', text)).toEqual([]);
});
