import { useState } from 'preact/hooks';
import { MARKS, VOICE_QUESTIONS } from '../../records/codes';
import { dayFrom, shown } from '../../records/dates';
import type { NotKept } from '../../store/outbox';
import { Page } from '../../ui/Page';
import { say } from '../../words';
import { useOffice } from '../desk';
import { NotSaved } from '../NotSaved';
import { Part } from '../Part';
import { countOf, isCounted, missing, type Step, tallyOf } from './lib';
import type { StepProps } from './Screen';

interface Props extends StepProps {
  readonly address: (step: Step) => string;
  readonly save: () => Promise<void>;
  readonly discard: () => Promise<void>;
  readonly correcting: boolean;
  /** The last try to save. */
  readonly problem: NotKept | null;
}

/** Everything once more, each part with a way to change it, and Save. */
export function Review({ group, n, form, address, save, discard, correcting, problem }: Props) {
  const { phone } = useOffice();
  const [saving, setSaving] = useState(false);
  const lacks = missing('review', form, group, phone.today);
  const day = dayFrom(form.on.day, form.on.month, form.on.year);
  const keep = () => {
    setSaving(true);
    void save().finally(() => setSaving(false));
  };
  return (
    <Page
      title={say('phone.review.title')}
      above={`${group.name} · ${say('phone.session.n', { n })}`}
      back={address('noticed')}
    >
      {correcting && <p class="hint">{say('phone.review.correcting')}</p>}
      <Part title={say('phone.who.title')} change={address('who')}>
        {MARKS.map((mark) => (
          <p key={mark}>
            {say(`mark.${mark}`)}: {countOf(form, group, mark)}
          </p>
        ))}
        <p>
          {say('phone.facilitators')}: {ledBy(form.by, group.facilitators)}
        </p>
      </Part>
      <Part title={say('phone.when.title')} change={address('when')}>
        <p>
          {say('phone.date')}: {day === null ? '?' : shown(day)}
        </p>
        <p>
          {say('phone.minutes')}: {form.minutes}
        </p>
        <p>
          {say('phone.place')}: {form.place === null ? '?' : say(`place_kind.${form.place}`)}
        </p>
        <p>
          {say('phone.session.phase')}: {form.phase === null ? '?' : say(`phase.${form.phase}`)}
        </p>
      </Part>
      <Part title={say('phone.voice.title')} change={address('voice')}>
        {VOICE_QUESTIONS.map((question) => (
          <p key={question}>
            {say(`voice.${question}`)}: {tallyOf(form.voice[question])?.join(' · ') ?? '–'}
          </p>
        ))}
        {isCounted(form) && typeof form.two === 'boolean' && (
          <p>
            {say('phone.voice.two')} {say(form.two ? 'phone.voice.two_yes' : 'phone.voice.two_no')}
          </p>
        )}
      </Part>
      <Part title={say('phone.noticed.title')} change={address('noticed')}>
        <Noted form={form} />
      </Part>
      {lacks.map((kind) => (
        <p key={kind} class="problem" role="alert">
          {say(`phone.missing.${kind}`)}
        </p>
      ))}
      <NotSaved problem={problem} />
      <button type="button" class="big" disabled={lacks.length > 0 || saving} onClick={keep}>
        {say('phone.save')}
      </button>
      <button type="button" class="quiet" onClick={discard}>
        {say('phone.review.discard')}
      </button>
    </Page>
  );
}

function ledBy(by: Props['form']['by'], facilitators: Props['group']['facilitators']): string {
  const names = facilitators.filter(({ n }) => by[n] === true).map(({ name }) => name);
  return names.length === 0 ? '–' : names.join(', ');
}

function Noted({ form }: Pick<Props, 'form'>) {
  const shifts = Object.entries(form.shifts) as [keyof typeof form.shifts, string][];
  if (shifts.length === 0 && form.hard.length === 0 && form.note.trim() === '') return <p>–</p>;
  return (
    <>
      {shifts.map(([code, line]) => (
        <p key={code}>
          {say(`shift.${code}`)}: {line} ({say(`noticed_by.${form.seen?.[code] ?? 'facilitator'}`)})
        </p>
      ))}
      {form.hard.map((code) => (
        <p key={code}>{say(`challenge.${code}`)}</p>
      ))}
      {form.note.trim() !== '' && <p>{form.note}</p>}
    </>
  );
}
