import type { Group } from '../../records/group';
import { canSeal } from '../../records/seal';
import { Link } from '../../ui/Link';
import { Page } from '../../ui/Page';
import { say } from '../../words';
import { useOffice } from '../desk';
import { asKnownHere } from '../home/lib';
import { toAsk } from './lib';

/** Whom to ask next. */
export function ChooseScreen({ group }: { readonly group: Group }) {
  const { desk, phone } = useOffice();
  const people = toAsk(asKnownHere(group, phone.outbox, phone.sent), phone.instruments, desk.interviews);
  const titleOf = (name: string) => phone.instruments.find((instrument) => instrument.name === name)?.title ?? name;
  if (!canSeal()) {
    return (
      <Page title={say('phone.ask.title')} above={group.name} back={`/group/${group.id}`}>
        <p class="problem">{say('phone.ask.cannot_seal')}</p>
      </Page>
    );
  }
  return (
    <Page title={say('phone.ask.title')} above={group.name} back={`/group/${group.id}`}>
      {people.length === 0 && <p>{say('phone.ask.nobody')}</p>}
      <ul class="rows">
        {people.map((one) => (
          <li key={`${one.seat}/${one.wave}/${one.instrument}`}>
            <Link
              to={`/group/${group.id}/ask/${one.seat}/${one.wave}/${one.instrument}/0`}
              how="inFlow"
              look="row"
              label={`${one.name}: ${titleOf(one.instrument)}, ${say(`wave.${one.wave}`)}`}
            >
              <strong>{one.name}</strong>
              <span>
                {titleOf(one.instrument)} · {say(`wave.${one.wave}`)}
                {one.answered > 0 && ` · ${say('phone.ask.paused', { n: one.answered })}`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
