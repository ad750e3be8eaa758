import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LOCK_AFTER_MS } from '../records/limits';
import { lockWhenLeft } from './idle';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched() {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState });
  const heard: string[] = [];
  let clock = 0;
  lockWhenLeft({ lock: () => heard.push('lock'), back: () => heard.push('back') }, page as never, () => clock);
  const turn = (state: DocumentVisibilityState) => {
    page.visibilityState = state;
    page.dispatchEvent(new Event('visibilitychange'));
  };
  return {
    heard,
    leave: () => turn('hidden'),
    comeBack: () => turn('visible'),
    /** Time passes; timers run only where the phone does not sleep. */
    pass: (ms: number, how: 'awake' | 'asleep') => {
      clock += ms;
      if (how === 'awake') vi.advanceTimersByTime(ms);
    },
  };
}

test('who comes back within a minute goes on', () => {
  const phone = watched();

  phone.leave();
  phone.pass(LOCK_AFTER_MS - 1, 'awake');
  phone.comeBack();
  phone.pass(10 * LOCK_AFTER_MS, 'awake');

  expect(phone.heard).toEqual(['back']);
});

test('after a minute out of sight the phone locks by itself', () => {
  const phone = watched();

  phone.leave();
  phone.pass(LOCK_AFTER_MS, 'awake');

  expect(phone.heard).toEqual(['lock']);
});

test('a phone that slept through the minute locks as it wakes', () => {
  const phone = watched();

  phone.leave();
  phone.pass(LOCK_AFTER_MS, 'asleep');
  phone.comeBack();

  expect(phone.heard).toEqual(['lock']);
});

test('a clock that was moved back meanwhile does not keep it open', () => {
  const phone = watched();

  phone.leave();
  phone.pass(-3_600_000, 'asleep');
  phone.comeBack();

  expect(phone.heard).toEqual(['lock']);
});
