/** Opens the store, loads the words, shows the app, and makes the one attempt to send. */

import { render } from 'preact';
import type { Desk } from '../actions/desk';
import type { Language } from '../records/codes';
import { dayOf } from '../records/dates';
import type { Office } from '../screens/desk';
import { serverAt } from '../server/client';
import { openStore } from '../store/database';
import { keepFact } from '../store/facts';
import { readSnapshot, type Snapshot } from '../store/snapshot';
import { type Ending, exchange, oneAtATime } from '../sync/exchange';
import { say, speak } from '../words';
import { App } from './App';
import { keepOffline } from './offline';
import './styles/ground.css';
import './styles/controls.css';
import './styles/path.css';
import './styles/circle.css';
import './styles/forms.css';
import './styles/said.css';
import './styles/answers.css';
import './styles/always.css';

const DEFAULT_LANGUAGE: Language = 'rn';

async function start(root: HTMLElement): Promise<void> {
  const store = await openStore('tuvurane', () => location.reload());
  const desk: Desk = { store, server: serverAt('/api/v1'), now: () => new Date(), interviews: new Map() };
  let snapshot: Snapshot = await readSnapshot(store);
  let sending = false;
  let ending: Ending | null = null;
  let newVersion: (() => void) | null = null;
  const tryOnce = oneAtATime(() => exchange(desk));

  const show = () => render(<App office={office()} first={snapshot.language === null} />, root);
  const refresh = async () => {
    snapshot = await readSnapshot(store);
    show();
  };
  const send = async () => {
    sending = true;
    show();
    ending = await tryOnce().finally(() => {
      sending = false;
    });
    await refresh();
  };
  const choose = async (language: Language) => {
    await speak(language);
    await keepFact(store, 'language', language);
    await refresh();
  };
  const office = (): Office => ({
    desk,
    phone: {
      ...snapshot,
      language: snapshot.language ?? DEFAULT_LANGUAGE,
      online: navigator.onLine && ending?.how !== 'network',
      sending,
      ending,
      updateReady: newVersion !== null,
      today: dayOf(desk.now()),
    },
    refresh,
    send,
    speak: choose,
    useNewVersion: () => newVersion?.(),
  });

  await speak(snapshot.language ?? DEFAULT_LANGUAGE);
  show();
  window.addEventListener('online', () => void send());
  // Coming back to an app that was left open is opening it; it is worth the radio only when something waits.
  document.addEventListener('visibilitychange', () => {
    const waits = snapshot.outbox.some((entry) => entry.state === 'waiting');
    if (document.visibilityState === 'visible' && waits) void send();
  });
  window.addEventListener('offline', show);
  keepOffline((use) => {
    newVersion = use;
    show();
  });
  if (snapshot.enrolment !== null && navigator.onLine) await send();
}

const root = document.getElementById('app');
if (root !== null) void start(root).catch(() => refuse(root));

/** A browser that keeps nothing would lose people's work: it is told so instead. */
async function refuse(where: HTMLElement): Promise<void> {
  await speak(DEFAULT_LANGUAGE);
  render(<p class="page problem">{say('phone.no_store')}</p>, where);
}
