import type { NotKept } from '../../store/outbox';
import { Page } from '../../ui/Page';
import { say } from '../../words';
import { useOffice } from '../desk';
import { NotSaved } from '../NotSaved';
import { Part } from '../Part';
import { bodyOf, type Level, levels, missing } from './lib';
import type { PageProps } from './Screen';

interface Props extends PageProps {
  readonly save: () => void;
  readonly saving: boolean;
  readonly problem: NotKept | null;
}

/** What the ticks come to, said as what to do next and never as a verdict on the person. */
export function RateReview({ round, who, form, address, save, saving, problem }: Props) {
  const { phone } = useOffice();
  const { rubric } = round;
  const come = levels(form, rubric);
  const ready = bodyOf(form, who.id, rubric, phone.today) !== null;
  const first = [...come.values()].includes(1);
  return (
    <Page title={say('phone.rate.review')} above={who.name} back={address('note')}>
      {first && <p class="gentle">{say('phone.rate.first', { name: who.name })}</p>}
      {rubric.competences.map(({ code, title }, at) => (
        <Part key={code} title={title} change={address(String(at + 1))}>
          <p>{levelSaid(come.get(code) ?? null)}</p>
        </Part>
      ))}
      {form.note.trim() !== '' && (
        <Part title={say('phone.rate.note')} change={address('note')}>
          <p>{form.note}</p>
        </Part>
      )}
      {missing(form, rubric, phone.today).map((kind) => (
        <p key={kind} class="problem" role="alert">
          {say(`phone.missing.${kind}`)}
        </p>
      ))}
      <NotSaved problem={problem} />
      <button type="button" class="big" disabled={!ready || saving} onClick={save}>
        {say('phone.save')}
      </button>
    </Page>
  );
}

function levelSaid(level: Level | null): string {
  return level === null ? say('phone.rate.not_seen') : say(`phone.level.${level}`);
}
