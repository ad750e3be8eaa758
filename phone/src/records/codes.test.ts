import { expect, test } from 'vitest';
import { AMAHORO, TODAY } from '../../tests/cast';
import { bodyOf, markOthers, newForm } from '../screens/session/lib';
import { PLACE_KINDS, type PlaceKind } from './codes';

test('a form that was begun with a code that is not offered any more is still saved with it', () => {
  const retired = 'stadium' as PlaceKind;
  const begun = { ...markOthers(newForm(AMAHORO, TODAY, undefined), AMAHORO, 'present'), place: retired };

  const body = bodyOf(begun, AMAHORO, 3, TODAY);

  expect(PLACE_KINDS).not.toContain(retired);
  expect(body?.place).toBe('stadium');
});
