import { say } from '../words';

interface Props {
  readonly label: string;
  /** As typed: empty means not counted. */
  readonly value: string;
  readonly change: (value: string) => void;
  readonly step: number;
  readonly most: number;
  readonly look: 'row' | 'column';
  /** What is wrong with it, said above it. */
  readonly problem?: string | undefined;
}

/** A number to type, or to step up and down with the thumb. */
export function NumberField({ label, value, change, step, most, look, problem }: Props) {
  const now = /^\d+$/.test(value) ? Number(value) : 0;
  const to = (next: number) => change(String(Math.min(Math.max(next, 0), most)));
  return (
    <>
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <div class={`number number-${look}`}>
        <label class="number-label">
          <span class="number-name">{label}</span>
          <input
            type="text"
            autocomplete="off"
            inputMode="numeric"
            maxLength={3}
            value={value}
            onInput={(event) => change(tidy(event.currentTarget.value, most))}
          />
        </label>
        <button
          type="button"
          class="step less"
          aria-label={`${label}: ${say('phone.less')}`}
          onClick={() => to(now - step)}
        >
          <svg viewBox="-12 -12 24 24" width="24" height="24" aria-hidden="true">
            <path d="M-8 0H8" />
          </svg>
        </button>
        <button
          type="button"
          class="step more"
          aria-label={`${label}: ${say('phone.more')}`}
          onClick={() => to(now + step)}
        >
          <svg viewBox="-12 -12 24 24" width="24" height="24" aria-hidden="true">
            <path d="M-8 0H8M0-8V8" />
          </svg>
        </button>
      </div>
    </>
  );
}

/** Digits only, never more than `most`; empty stays empty. */
function tidy(typed: string, most: number): string {
  const digits = typed.replace(/\D/g, '');
  return digits === '' ? '' : String(Math.min(Number(digits), most));
}
