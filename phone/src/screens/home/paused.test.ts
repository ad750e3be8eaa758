import { h } from 'preact';
import { expect, test } from 'vitest';
import { AMAHORO, enrolledDesk, synced } from '../../../tests/cast';
import { wordsOf } from '../../../tests/shown';
import { takeAnswer } from '../../store/groups';
import { speak, speakLater } from '../../words';
import { GroupScreen } from '../group/Screen';
import { HomeScreen } from './Screen';

const PAUSED = 'Paused: wait for word from Carine';

/** As the server tells it: where a group meets nothing is said. */
function told(paused: string | undefined) {
  const { paused: _, ...group } = AMAHORO;
  return paused === undefined ? group : { ...group, paused };
}

test('a paused group says whose word it waits for, until the server says so no more', async () => {
  await speak('en');
  await speakLater();
  const desk = await enrolledDesk();
  const home = async (paused?: string) => {
    await takeAnswer(desk.store, synced({ groups: [told(paused)] as never }));
    return await wordsOf(h(HomeScreen, {}), desk);
  };

  expect(await home('Carine')).toContain(PAUSED);
  expect(await home()).not.toContain('Paused');
});

test('a session that took place all the same can still be recorded', async () => {
  await speak('en');
  await speakLater();
  const desk = await enrolledDesk();

  const words = await wordsOf(h(GroupScreen, { group: { ...AMAHORO, paused: 'Carine' } }), desk);

  expect(words).toContain(PAUSED);
  expect(words).toContain('If the group met all the same, record it.');
  expect(words).toContain('Record session 3');
});
