/** Where we are, kept in the address after `#`, so that the back gesture and a reload both work. */

import { useEffect, useState } from 'preact/hooks';

interface Place {
  /** Pages pushed since the flow (a session, a questionnaire) began. */
  readonly steps: number;
}

const listeners = new Set<() => void>();
let landing: string | null = null;

function tell(): void {
  for (const listener of listeners) listener();
}

function steps(): number {
  return (history.state as Place | null)?.steps ?? 0;
}

export function hash(): string {
  return location.hash.replace(/^#/, '') || '/';
}

/** Go to a page; a page `inFlow` can be left together with the flow's other pages. */
export function go(to: string, how: 'page' | 'inFlow' = 'page'): void {
  history.pushState({ steps: how === 'inFlow' ? steps() + 1 : 0 }, '', `#${to}`);
  tell();
}

/** Go to a page in place of this one: back will not return here. */
export function goInstead(to: string): void {
  history.replaceState({ steps: steps() }, '', `#${to}`);
  tell();
}

/** Leave a flow that is done: back will not lead into it again. */
export function leaveFlow(to: string): void {
  const back = steps();
  if (back === 0) {
    goInstead(to);
    return;
  }
  landing = to;
  history.go(-back);
}

export function goBack(): void {
  history.back();
}

function landed(): void {
  if (landing !== null) {
    history.replaceState({ steps: 0 }, '', `#${landing}`);
    landing = null;
  }
  tell();
}

/** The current address, and again whenever it changes. */
export function useHash(): string {
  const [at, setAt] = useState(hash());
  useEffect(() => {
    const changed = () => setAt(hash());
    listeners.add(changed);
    window.addEventListener('popstate', landed);
    return () => {
      listeners.delete(changed);
      window.removeEventListener('popstate', landed);
    };
  }, []);
  return at;
}
