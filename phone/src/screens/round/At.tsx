import type { Round } from '../../records/own';
import { Link } from '../../ui/Link';
import { Page } from '../../ui/Page';
import { say } from '../../words';
import { useOffice } from '../desk';
import { groupsOf, nameIn, reasonsFor, type Subject, titleOf, visitedHere } from './lib';

interface Props {
  readonly round: Round;
  readonly subject: Subject;
}

/** One group, or one facilitator: why they wait, and what can be recorded there. */
export function AtScreen({ round, subject }: Props) {
  const { phone } = useOffice();
  return (
    <Page title={titleOf(subject)} above={subject.what === 'group' ? subject.group.place : ''} back="/round">
      {subject.what === 'person' && (
        <p class="place">
          <Leading round={round} id={subject.id} />
        </p>
      )}
      <ul class="plain">
        {reasonsFor(round, subject).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {visitedHere(subject, phone.outbox) && <p class="gentle">{say('phone.round.recorded_here')}</p>}
      <Link to={`/round/visit/${subject.id}/how`} how="inFlow" look="big">
        {say('phone.visit.record')}
      </Link>
      {subject.what === 'group' ? (
        <InGroup round={round} subject={subject} />
      ) : (
        <OfPerson round={round} id={subject.id} />
      )}
    </Page>
  );
}

function InGroup({ round, subject }: { readonly round: Round; readonly subject: Extract<Subject, { what: 'group' }> }) {
  const led = subject.group.facilitators.filter((id) => nameIn(round, id) !== null);
  return (
    <>
      <Link to={`/round/done/${subject.id}/0`} how="inFlow" look="quiet">
        {say('phone.done.title')}
      </Link>
      <h2>{say('phone.facilitators')}</h2>
      <ul class="rows">
        {led.map((id) => (
          <li key={id}>
            <Link to={`/round/at/${id}`} look="row">
              <strong>{nameIn(round, id)}</strong>
              <Leading round={round} id={id} />
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function OfPerson({ round, id }: { readonly round: Round; readonly id: string }) {
  const groups = groupsOf(round, id);
  return (
    <>
      <Link to={`/round/rate/${id}/start`} how="inFlow" look="quiet">
        {say('phone.rate.record')}
      </Link>
      {groups.length > 0 && <h2>{say('phone.round.groups')}</h2>}
      <ul class="rows">
        {groups.map(({ id: group, name, place }) => (
          <li key={group}>
            <Link to={`/round/at/${group}`} look="row">
              <strong>{name}</strong>
              <span>{place}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function Leading({ round, id }: { readonly round: Round; readonly id: string }) {
  const closed = round.charges.find((one) => one.id === id)?.gate === false;
  return closed ? <span>{say('phone.round.not_leading')}</span> : null;
}
