import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { say } from '../words';

interface Props<Inner> {
  /** Fetches the screen; always the same function for the same screen. */
  readonly load: () => Promise<ComponentType<Inner>>;
  readonly props: Inner;
}

const fetched = new Map<unknown, unknown>();

/** A screen that not everybody needs: its code is read from the phone's own cache when it is first opened. */
export function Lazily<Inner extends object>({ load, props }: Props<Inner>) {
  const [, arrived] = useState(0);
  const [failed, setFailed] = useState(false);
  const Screen = fetched.get(load) as ComponentType<Inner> | undefined;
  useEffect(() => {
    if (Screen !== undefined) return;
    load().then(
      (screen) => {
        fetched.set(load, screen);
        arrived((count) => count + 1);
      },
      () => setFailed(true),
    );
  }, [load]);
  if (Screen !== undefined) return <Screen {...props} />;
  return (
    <main class="page">
      <p role="status">{say(failed ? 'phone.later.failed' : 'phone.wait')}</p>
    </main>
  );
}
