import { shown } from '../../records/dates';
import type { PlanRow, Round } from '../../records/own';
import { Link } from '../../ui/Link';
import { Page } from '../../ui/Page';
import { say } from '../../words';
import { useOffice } from '../desk';
import { followUps, nameIn, subjectOfRow, titleOf, visitedHere } from './lib';

/** The round: whom to visit next, and why; then what was agreed, and everybody. */
export function RoundScreen({ round, home }: { readonly round: Round; readonly home: boolean }) {
  const { phone } = useOffice();
  const agreed = followUps(round, phone.today);
  return (
    <Page
      title={say('phone.round.title')}
      above={phone.enrolment?.organisation.name ?? ''}
      {...(home ? {} : { back: '/' })}
    >
      {round.plan.length === 0 && <p>{say('phone.round.nobody')}</p>}
      <ul class="rows">
        {round.plan.map((row, at) => (
          <li key={row.group ?? row.who.join() ?? at}>
            <Row row={row} round={round} />
          </li>
        ))}
      </ul>
      {agreed.length > 0 && (
        <section>
          <h2>{say('phone.round.follow_ups')}</h2>
          <ul class="rows">
            {agreed.map((one) => (
              <li key={one.id}>
                {one.what}
                <br />
                <span class={one.overdue ? 'late' : 'place'}>
                  {say(one.overdue ? 'phone.round.overdue' : 'phone.round.due', { on: shown(one.due) })}
                  {one.who !== null && nameIn(round, one.who) !== null && ` · ${nameIn(round, one.who)}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <nav class="foot-links">
        <Link to="/round/all" look="quiet">
          {say('phone.round.all')}
        </Link>
        {home && (
          <Link to="/settings" look="quiet">
            {say('phone.settings.title')}
          </Link>
        )}
      </nav>
    </Page>
  );
}

function Row({ row, round }: { readonly row: PlanRow; readonly round: Round }) {
  const { phone } = useOffice();
  const subject = subjectOfRow(round, row);
  if (subject === null) return null;
  return (
    <>
      <Link to={`/round/at/${subject.id}`} look="row">
        <strong>{titleOf(subject)}</strong>
        {subject.what === 'group' && <span>{subject.group.place}</span>}
      </Link>
      <ul class="plain reasons">
        {row.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {visitedHere(subject, phone.outbox) && <p class="gentle">{say('phone.round.recorded_here')}</p>}
    </>
  );
}

/** Everybody whom I look after, and all their groups. */
export function EverybodyScreen({ round }: { readonly round: Round }) {
  return (
    <Page title={say('phone.round.all')} back="/round">
      <h2>{say('phone.round.groups')}</h2>
      <ul class="rows">
        {round.groups.map(({ id, name, place }) => (
          <li key={id}>
            <Link to={`/round/at/${id}`} look="row">
              <strong>{name}</strong>
              <span>{place}</span>
            </Link>
          </li>
        ))}
      </ul>
      <h2>{say('phone.facilitators')}</h2>
      <ul class="rows">
        {round.charges.map(({ id, name, gate }) => (
          <li key={id}>
            <Link to={`/round/at/${id}`} look="row">
              <strong>{name}</strong>
              {!gate && <span>{say('phone.round.not_leading')}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
