import { dayFrom, shown } from '../../records/dates';
import type { NotKept } from '../../store/outbox';
import type { TypedDay } from '../../ui/DateFields';
import { Page } from '../../ui/Page';
import { say } from '../../words';
import { useOffice } from '../desk';
import { NotSaved } from '../NotSaved';
import { Part } from '../Part';
import { namesIn } from '../round/lib';
import { bodyOf, missing, type Step } from './lib';
import type { StepProps } from './Screen';

interface Props extends StepProps {
  readonly address: (step: Step) => string;
  readonly save: () => void;
  readonly saving: boolean;
  readonly notSaved: NotKept | null;
}

/** The whole visit once more, each part with a way to change it. */
export function Review({ round, above, form, back, address, save, saving, notSaved }: Props) {
  const { phone } = useOffice();
  const ready = bodyOf(form, phone.today) !== null;
  return (
    <Page title={say('phone.review.title')} above={above} back={back}>
      <Part title={say('phone.visit.how')} change={address('how')}>
        <p>{form.format === null ? '?' : say(`phone.format.${form.format}`)}</p>
        {form.format === 'session' && (
          <p>
            {say('phone.visit.session')}: {form.n}
          </p>
        )}
      </Part>
      <Part title={say('phone.visit.when')} change={address('when')}>
        <p>
          {say('phone.date')}: {dayShown(form.on)}
        </p>
        <p>
          {say('phone.minutes')}: {form.minutes}
        </p>
      </Part>
      <Part title={say('phone.visit.who')} change={address('who')}>
        <p>{namesIn(round, form.seen) || '–'}</p>
      </Part>
      <Part title={say('phone.visit.about')} change={address('about')}>
        <p>{form.topics.map((code) => say(`phone.topic.${code}`)).join(', ') || '–'}</p>
        {form.note.trim() !== '' && <p>{form.note}</p>}
      </Part>
      <Part title={say('phone.visit.agreed')} change={address('agreed')}>
        {form.agreed.length === 0 && <p>–</p>}
        {form.agreed.map(({ id, what, due, who }) => (
          <p key={id}>
            {what} · {dayShown(due)} · {who === null ? say('phone.visit.myself') : namesIn(round, [who])}
          </p>
        ))}
      </Part>
      {missing('review', form, phone.today).map((kind) => (
        <p key={kind} class="problem" role="alert">
          {say(`phone.missing.${kind}`)}
        </p>
      ))}
      <NotSaved problem={notSaved} />
      <button type="button" class="big" disabled={!ready || saving} onClick={save}>
        {say('phone.save')}
      </button>
    </Page>
  );
}

function dayShown({ day, month, year }: TypedDay): string {
  const iso = dayFrom(day, month, year);
  return iso === null ? '?' : shown(iso);
}
