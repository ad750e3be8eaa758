import { CHALLENGES, type Challenge, SHIFTS, type Shift } from '../../records/codes';
import { ChooseMany } from '../../ui/Choices';
import { Page } from '../../ui/Page';
import { say } from '../../words';
import { type Form, LINE_LENGTH, NOTE_LENGTH } from './lib';
import type { StepProps } from './Screen';

/** Small shifts that were seen, what was hard, and a note. All may stay empty. */
export function Noticed({ group, n, form, change, next }: StepProps) {
  return (
    <Page
      title={say('phone.noticed.title')}
      above={`${group.name} · ${say('phone.session.n', { n })}`}
      back={`/group/${group.id}/session/${n}/voice`}
    >
      <ChooseMany
        legend={say('phone.noticed.shifts')}
        codes={SHIFTS}
        chosen={new Set(Object.keys(form.shifts) as Shift[])}
        nameOf={(code) => say(`shift.${code}`)}
        toggle={(code) => change({ ...form, shifts: toggledShift(form, code) })}
        under={(code) => (
          <label class="under">
            {say('phone.noticed.line')}
            <input
              type="text"
              autocomplete="off"
              maxLength={LINE_LENGTH}
              value={form.shifts[code] ?? ''}
              onInput={(event) => change({ ...form, shifts: { ...form.shifts, [code]: event.currentTarget.value } })}
            />
          </label>
        )}
      />
      <ChooseMany
        legend={say('phone.noticed.hard')}
        codes={CHALLENGES}
        chosen={new Set(form.hard)}
        nameOf={(code) => say(`challenge.${code}`)}
        toggle={(code) => change({ ...form, hard: toggledHard(form, code) })}
      />
      {/* Browsers write half-filled fields down to restore a page; a form that is switched off is left alone. */}
      <form autocomplete="off" onSubmit={(event) => event.preventDefault()}>
        <label class="note">
          {say('phone.noticed.note')}
          <textarea
            rows={3}
            maxLength={NOTE_LENGTH}
            value={form.note}
            onInput={(event) => change({ ...form, note: event.currentTarget.value })}
          />
        </label>
      </form>
      <p class="hint">{say('phone.noticed.no_names')}</p>
      <button type="button" class="big" onClick={next}>
        {say('phone.next')}
      </button>
    </Page>
  );
}

function toggledShift(form: Form, code: Shift): Form['shifts'] {
  if (form.shifts[code] === undefined) return { ...form.shifts, [code]: '' };
  const { [code]: _removed, ...others } = form.shifts;
  return others;
}

function toggledHard(form: Form, code: Challenge): readonly Challenge[] {
  return form.hard.includes(code) ? form.hard.filter((other) => other !== code) : [...form.hard, code];
}
