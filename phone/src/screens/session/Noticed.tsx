import { useState } from 'preact/hooks';
import { CHALLENGES, type Challenge, NOTICED_BY, type NoticedBy, SHIFTS, type Shift } from '../../records/codes';
import { ChooseMany } from '../../ui/Choices';
import { Page } from '../../ui/Page';
import { say } from '../../words';
import { NameQuestion, type Names, useNames } from '../names';
import { type Form, LINE_LENGTH, NOTE_LENGTH } from './lib';
import type { StepProps } from './Screen';

/** Small shifts that were seen and by whom, what was hard, and a note. All may stay empty. */
export function Noticed({ group, n, form, change, next }: StepProps) {
  const names = useNames(group);
  const [looked, setLooked] = useState(false);
  const lines = Object.values(form.shifts);
  const go = () => {
    setLooked(true);
    if (lines.every((line) => line.trim() !== '') && names.pass(lines)) next();
  };
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
        under={(code) => <OneShift code={code} form={form} change={change} names={names} looked={looked} />}
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
      <button type="button" class="big" onClick={go}>
        {say('phone.next')}
      </button>
    </Page>
  );
}

interface OneProps extends Pick<StepProps, 'form' | 'change'> {
  readonly code: Shift;
  readonly names: Names;
  /** Next was pressed: what is missing is said. */
  readonly looked: boolean;
}

/** One line on a small shift, and who noticed it. */
function OneShift({ code, form, change, names, looked }: OneProps) {
  const line = form.shifts[code] ?? '';
  const field = `line-${code}`;
  return (
    <div class="under">
      <label>
        {say('phone.noticed.line')}
        {looked && line.trim() === '' && (
          <p class="problem" role="alert">
            {say('phone.noticed.write')}
          </p>
        )}
        <input
          id={field}
          type="text"
          autocomplete="off"
          maxLength={LINE_LENGTH}
          value={line}
          onInput={(event) => change({ ...form, shifts: { ...form.shifts, [code]: event.currentTarget.value } })}
        />
      </label>
      <NameQuestion names={names} line={line} field={field} />
      <label>
        {say('phone.noticed.by')}
        <select
          autocomplete="off"
          value={form.seen?.[code] ?? 'facilitator'}
          onChange={(event) =>
            change({ ...form, seen: { ...form.seen, [code]: event.currentTarget.value as NoticedBy } })
          }
        >
          {NOTICED_BY.map((who) => (
            <option key={who} value={who}>
              {say(`noticed_by.${who}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
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
