import { shown } from '../../records/dates';
import type { Group } from '../../records/group';
import type { Known } from '../../records/held';
import { overduePeople } from '../../records/schedule';
import { Link } from '../../ui/Link';
import { Page } from '../../ui/Page';
import { Path } from '../../ui/Path';
import { say } from '../../words';
import { useOffice } from '../desk';
import { hasLearning, mayAskForHelp } from '../learning/lib';
import { ToSettleBriefly } from '../settle/ToSettle';
import { asKnownHere, nextStep, unsentSessions } from './lib';

/** My groups: each a path of fifteen stones, and what comes next. */
export function HomeScreen() {
  const { phone } = useOffice();
  const leads = phone.groups.filter((group) => !group.only_ask).length;
  const onlyAsks = phone.enrolment?.me.only_asks === true;
  const empty = onlyAsks ? 'phone.home.nobody_to_ask' : 'phone.home.empty';
  return (
    <Page title={say('phone.home.title')} above={phone.enrolment?.organisation.name ?? ''}>
      {phone.groups.length === 0 && <p>{phone.sending ? say('phone.wait') : say(empty)}</p>}
      {phone.groups.map((group) => (
        <Card key={group.id} group={group} />
      ))}
      <nav class="foot-links">
        {phone.own?.round != null && (
          <Link to="/round" look="quiet">
            {say('phone.round.mine')}
          </Link>
        )}
        {hasLearning(phone.own) && (
          <Link to="/learning" look="quiet">
            {say('phone.learning.title')}
          </Link>
        )}
        {!onlyAsks && mayAskForHelp(phone.own, leads) && (
          <Link to="/help" how="inFlow" look="quiet">
            {say('phone.help.title')}
          </Link>
        )}
        <Link to="/settings" look="quiet">
          {say('phone.settings.title')}
        </Link>
      </nav>
    </Page>
  );
}

function Card({ group }: { readonly group: Group }) {
  const { phone } = useOffice();
  const known = asKnownHere(group, phone.outbox, phone.sent);
  return (
    <section class="card">
      <h2>
        <Link to={`/group/${group.id}`}>{group.name}</Link>
      </h2>
      <p class="place">
        {group.place}
        {group.weekday !== null && ` · ${say(`weekday.${group.weekday}` as 'weekday.1')}`}
      </p>
      {!group.only_ask && group.starts_on !== null && group.sessions.length === 0 && (
        <p class="place">{say('phone.group.starts', { on: shown(group.starts_on) })}</p>
      )}
      <Paused group={group} />
      {!group.only_ask && <Path group={known} unsent={unsentSessions(group, phone.outbox)} today={phone.today} />}
      <Overdue group={known} />
      <NextStep group={known} />
      <ToSettleBriefly group={known} />
    </section>
  );
}

/** That the group waits, and for whose word. */
export function Paused({ group }: { readonly group: Group }) {
  return group.paused === '' ? null : (
    <p class="late">
      <strong>{say('phone.group.paused', { name: group.paused })}</strong>
    </p>
  );
}

/** How many people should have been asked by now; nothing where nobody. */
export function Overdue({ group }: { readonly group: Known }) {
  const { phone } = useOffice();
  const people = overduePeople(group, phone.today);
  return people === 0 ? null : <p class="late">{say('phone.home.overdue', { n: people })}</p>;
}

/** The one big verb of a group. */
export function NextStep({ group }: { readonly group: Known }) {
  const { phone } = useOffice();
  const step = nextStep(group, phone.today);
  if (step.what === 'record') {
    const verb = say('phone.group.record', { n: step.n });
    return (
      <Link to={`/group/${group.id}/session/${step.n}/who`} how="inFlow" look="big" label={`${verb}: ${group.name}`}>
        {verb}
      </Link>
    );
  }
  if (step.what === 'ask') {
    return (
      <Link to={`/group/${group.id}/ask`} look="big" label={`${say('phone.group.ask')}: ${group.name}`}>
        {say('phone.group.ask')}
      </Link>
    );
  }
  return null;
}
