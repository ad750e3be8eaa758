import { say } from '../words';

/** What stands in the three fields, as typed. */
export interface TypedDay {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

export function typedDay(iso: string): TypedDay {
  const [year = '', month = '', day = ''] = iso.split('-');
  return { day: String(Number(day)), month: String(Number(month)), year };
}

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

interface Props {
  readonly value: TypedDay;
  readonly change: (value: TypedDay) => void;
  readonly problem?: string | undefined;
  /** What the day is; simply the date where nothing is said. */
  readonly legend?: string;
}

/** Day, month and year apart: a browser's own date field speaks the browser's language, not the person's. */
export function DateFields({ value, change, problem, legend = say('phone.date') }: Props) {
  return (
    <fieldset class="date">
      <legend>{legend}</legend>
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <div class="date-fields">
        <label>
          {say('phone.day')}
          <input
            type="text"
            autocomplete="off"
            inputMode="numeric"
            maxLength={2}
            value={value.day}
            onInput={(event) => change({ ...value, day: event.currentTarget.value })}
          />
        </label>
        <label>
          {say('phone.month')}
          <select value={value.month} onChange={(event) => change({ ...value, month: event.currentTarget.value })}>
            {MONTHS.map((month) => (
              <option key={month} value={String(month)}>
                {month} {say(`phone.month.${month}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say('phone.year')}
          <input
            type="text"
            autocomplete="off"
            inputMode="numeric"
            maxLength={4}
            value={value.year}
            onInput={(event) => change({ ...value, year: event.currentTarget.value })}
          />
        </label>
      </div>
    </fieldset>
  );
}
