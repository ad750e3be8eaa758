/** The life of the app on this phone: closed, opened by its PIN, sending when it may, closed again. */

import { render } from 'preact';
import type { Desk } from '../actions/desk';
import { rescueFile } from '../actions/rescue';
import type { Language } from '../records/codes';
import { dayOf } from '../records/dates';
import type { Office } from '../screens/desk';
import { serverAt } from '../server/client';
import { type Alone, alone } from '../store/contact';
import type { Store, Vault } from '../store/database';
import { removeStore, stays } from '../store/forget';
import { sealFormer } from '../store/former';
import { destroyKeys, setLock, type Unlocked, unlock } from '../store/lock';
import { keepMarker } from '../store/marker';
import { keepPlain, plainFact } from '../store/plain';
import { isCurrent } from '../store/rows';
import { readSnapshot, type Snapshot } from '../store/snapshot';
import { type Ending, exchange, oneAtATime } from '../sync/exchange';
import { speak } from '../words';
import { App } from './App';
import { Gate } from './Gate';
import { lockWhenLeft } from './idle';
import { keepLater, keepOffline, removeOffline } from './offline';
import { type Stage, stageOf } from './stage';

export const DEFAULT_LANGUAGE: Language = 'rn';

/** What is shown once the phone is open. */
interface Opened {
  readonly desk: Desk;
  readonly snapshot: Snapshot;
  readonly stays: boolean;
  readonly alone: Alone;
}

export async function live(root: HTMLElement, vault: Vault): Promise<void> {
  const now = () => new Date();
  const server = serverAt('/api/v1');
  const interviews: Desk['interviews'] = new Map();
  let language = await plainFact(vault, 'language');
  let stage: Stage = await stageOf(vault, now());
  let opened: Opened | null = null;
  let sending = false;
  let ending: Ending | null = null;
  let newVersion: (() => void) | null = null;
  const tryOnce = oneAtATime(
    async (): Promise<Ending> => (opened === null ? { how: 'network' } : exchange(opened.desk)),
  );

  const show = () => {
    const spoken = language ?? DEFAULT_LANGUAGE;
    document.documentElement.lang = spoken;
    if (opened !== null) render(<App office={office(opened, spoken)} />, root);
    else if (stage.at !== 'open') {
      render(
        <Gate key={stage.at} stage={stage} language={spoken} first={language === undefined} keeper={keeper} />,
        root,
      );
    }
  };
  /** Forget the key and everything that it opened. Every answer was closed as it was given: none stays in memory. */
  const close = async () => {
    opened = null;
    stage = await stageOf(vault, now());
    show();
    // Last, so that no screen that was still open brings one back.
    interviews.clear();
  };
  const refresh = async () => {
    if (stage.at !== 'open') return;
    const { store } = stage;
    if (!(await isCurrent(store))) return close();
    const read = await readOpened(store);
    if (stage.at !== 'open' || stage.store !== store) return;
    opened = read;
    if (read.snapshot.own !== null) keepLater();
    const { enrolment, outbox, interviews: unfinished, leftBehind } = read.snapshot;
    if (enrolment !== null) keepMarker(outbox.length + unfinished.length + leftBehind);
    show();
  };
  const readOpened = async (store: Store): Promise<Opened> => ({
    desk: { store, server, now, interviews, ticks: () => performance.now() },
    snapshot: await readSnapshot(store),
    stays: await stays(),
    alone: await alone(store, now()),
  });
  const send = async () => {
    if (opened === null) return;
    sending = true;
    show();
    ending = await tryOnce().finally(() => {
      sending = false;
    });
    if (ending.how === 'withdrawn' && ending.kept === 0) await keepPlain(vault, 'emptied', 'withdrawn');
    await refresh();
  };
  const open = async (store: Store) => {
    await sealFormer(store, now());
    stage = { at: 'open', store };
    ending = null;
    await refresh();
    if (opened?.snapshot.enrolment != null && navigator.onLine) void send();
  };
  const choose = async (chosen: Language) => {
    await speak(chosen);
    await keepPlain(vault, 'language', chosen);
    language = chosen;
    show();
  };
  const keeper = {
    speak: choose,
    choosePin: async (pin: string, alive: (done: number) => void) => open(await setLock(vault, pin, undefined, alive)),
    unlock: async (pin: string, alive: (done: number) => void): Promise<Unlocked> => {
      // Time may have run out while the lock stood open on the screen.
      stage = await stageOf(vault, now());
      const answer: Unlocked = stage.at === 'locked' ? await unlock(vault, pin, alive) : { how: 'destroyed' };
      if (answer.how === 'open') await open(answer.store);
      if (answer.how === 'destroyed') await close();
      return answer;
    },
    forget: async () => {
      await destroyKeys(vault, 'forgotten');
      await close();
    },
    file: () => rescueFile(vault, now()),
  };
  const leave = async () => {
    opened = null;
    stage = { at: 'empty' };
    interviews.clear();
    await removeStore(vault);
    await removeOffline();
    history.replaceState(null, '', '#/');
    show();
  };
  const office = ({ desk, snapshot, ...rest }: Opened, spoken: Language): Office => ({
    desk,
    phone: {
      ...snapshot,
      ...rest,
      language: spoken,
      online: navigator.onLine && ending?.how !== 'network',
      sending,
      ending,
      updateReady: newVersion !== null,
      today: dayOf(now()),
    },
    refresh,
    send,
    speak: choose,
    useNewVersion: () => newVersion?.(),
    leave,
  });

  await speak(language ?? DEFAULT_LANGUAGE);
  show();
  window.addEventListener('online', () => void send());
  window.addEventListener('offline', show);
  lockWhenLeft(
    {
      lock: () => stage.at === 'open' && void close(),
      // Coming back is opening the app; it is worth the radio only when something waits.
      back: () => opened?.snapshot.outbox.some((entry) => entry.state === 'waiting') === true && void send(),
    },
    document,
    () => Date.now(),
  );
  keepOffline((use) => {
    newVersion = use;
    show();
  });
}
