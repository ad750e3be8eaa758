import { shown } from '../../records/dates';
import type { Group, Window } from '../../records/group';
import { canSeal } from '../../records/seal';
import { Link } from '../../ui/Link';
import { Page } from '../../ui/Page';
import { say } from '../../words';
import { useOffice } from '../desk';
import { type Now, type ToAsk, toAsk, toCome } from './lib';
import { askAddress } from './route';

/** Whom to ask, and by when; then what comes next. */
export function WhomScreen({ group }: { readonly group: Group }) {
  const { phone } = useOffice();
  const frame = { above: group.name, back: group.only_ask ? '/' : `/group/${group.id}` };
  if (!canSeal()) {
    return (
      <Page title={say('phone.ask.title')} {...frame}>
        <p class="problem">{say('phone.ask.cannot_seal')}</p>
      </Page>
    );
  }
  const now = toAsk(group, phone.instruments, phone.interviews, phone.today);
  const next = toCome(group, phone.today);
  return (
    <Page title={say('phone.ask.title')} {...frame}>
      {now.length === 0 && <p>{say('phone.ask.nobody')}</p>}
      {now.map((one) => (
        <Wave key={`${one.window.arm}/${one.window.wave}`} group={group} now={one} />
      ))}
      {next.length > 0 && (
        <section>
          <h2>{say('phone.ask.to_come')}</h2>
          <ul class="rows">
            {next.map((window) => (
              <li key={`${window.arm}/${window.wave}`}>
                {waveName(window)}: {say('phone.ask.from', { on: shown(window.opens ?? '') })}
              </li>
            ))}
          </ul>
        </section>
      )}
      {group.only_ask && (
        <Link to={`/group/${group.id}/now`} look="quiet">
          {say('phone.group.help_now')}
        </Link>
      )}
    </Page>
  );
}

/** `Before`, or `Before · while they wait`. */
function waveName({ arm, wave }: Pick<Window, 'arm' | 'wave'>): string {
  const name = say(`wave.${wave}`);
  return arm === 'waiting' ? `${name} · ${say('phone.ask.waiting')}` : name;
}

function Wave({ group, now: { window, timing, people } }: { readonly group: Group; readonly now: Now }) {
  const { phone } = useOffice();
  const titleOf = (name: string) => phone.instruments.find((instrument) => instrument.name === name)?.title ?? name;
  const about = ({ left }: ToAsk) => left.map(({ instrument }) => titleOf(instrument)).join(', ');
  return (
    <section>
      <h2>{waveName(window)}</h2>
      {timing === 'overdue' ? (
        <p class="late">
          {say('phone.ask.overdue', { on: shown(window.due ?? ''), last: shown(window.closes ?? '') })}
        </p>
      ) : (
        window.due !== null && <p class="place">{say('phone.ask.by', { on: shown(window.due) })}</p>
      )}
      <ul class="rows">
        {people.map((one) => (
          <li key={one.seat}>
            <Link
              to={askAddress(group.id, one.left[0])}
              how="inFlow"
              look="row"
              label={`${one.name}: ${about(one)}, ${waveName(window)}`}
            >
              <strong>{one.name}</strong>
              <span>
                {about(one)}
                {one.paused > 0 && ` · ${say('phone.ask.paused', { n: one.paused })}`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
