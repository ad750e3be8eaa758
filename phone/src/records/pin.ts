import { PIN_LENGTH } from './limits';

export type Weakness = 'short' | 'same' | 'run';

/** Only digits count; a PIN is never longer than its most. */
export function tidyPin(typed: string): string {
  return typed.replace(/\D/g, '').slice(0, PIN_LENGTH.most);
}

/** Why a PIN is refused: too few digits, one digit only, or a run such as 123456 or 987654. */
export function weaknessOf(pin: string): Weakness | null {
  if (!new RegExp(`^\\d{${PIN_LENGTH.least},${PIN_LENGTH.most}}$`).test(pin)) return 'short';
  const steps = new Set(Array.from(pin.slice(1), (digit, at) => (Number(digit) - Number(pin[at]) + 10) % 10));
  if (steps.size > 1) return null;
  if (steps.has(0)) return 'same';
  return steps.has(1) || steps.has(9) ? 'run' : null;
}
