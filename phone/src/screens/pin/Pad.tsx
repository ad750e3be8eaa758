import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { tidyPin } from '../../records/pin';
import { say } from '../../words';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly verb: string;
  readonly submit: () => void;
  /** How far the slow work is, 0 to 1; null when nothing runs. */
  readonly working: number | null;
  /** Seconds until the next try is taken. */
  readonly wait?: number;
  readonly problem: string | null;
  /** Between the field and the keys. */
  readonly children?: ComponentChildren;
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/**
 * A field for a PIN with big keys under it. It is no password field, because a browser offers to keep passwords;
 * its digits are hidden by a style, and the form is not remembered.
 */
export function Pad({ label, value, change, verb, submit, working, wait = 0, problem, children }: Props) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (problem !== null) field.current?.focus({ preventScroll: true });
  }, [problem]);
  const busy = working !== null;
  const type = (digit: string) => change(tidyPin(value + digit));
  const go = (event: Event) => {
    event.preventDefault();
    if (!busy && wait === 0) submit();
  };
  return (
    <form class="pad" autocomplete="off" onSubmit={go}>
      <label class="code">
        {label}
        <input
          ref={field}
          class="pin"
          type="text"
          inputMode="none"
          autocomplete="off"
          spellcheck={false}
          readOnly={busy}
          value={value}
          aria-describedby={problem === null ? undefined : 'pin-problem'}
          onInput={(event) => change(tidyPin(event.currentTarget.value))}
        />
      </label>
      {problem !== null && (
        <p class="problem" id="pin-problem" role="alert">
          {problem}
        </p>
      )}
      {children}
      <div class="keys">
        {DIGITS.map((digit) => (
          <Key key={digit} face={digit} press={() => type(digit)} />
        ))}
        <Key face="0" press={() => type('0')} />
        <button type="button" class="key key-delete" onClick={() => change(value.slice(0, -1))}>
          {say('phone.pin.delete')}
        </button>
      </div>
      {working !== null && <progress max={1} value={working} aria-label={say('phone.wait')} />}
      <button type="submit" class="big" disabled={busy || wait > 0}>
        {face(verb, busy, wait)}
      </button>
    </form>
  );
}

function face(verb: string, busy: boolean, wait: number): string {
  if (busy) return say('phone.wait');
  return wait > 0 ? say('phone.lock.wait', { n: wait }) : verb;
}

function Key({ face, press }: { readonly face: string; readonly press: () => void }) {
  return (
    <button type="button" class="key" onClick={press}>
      {face}
    </button>
  );
}
