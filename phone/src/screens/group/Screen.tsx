import { shown } from '../../records/dates';
import type { Group } from '../../records/group';
import type { Known } from '../../records/held';
import { checklistOf } from '../../records/own';
import { Link } from '../../ui/Link';
import { Page } from '../../ui/Page';
import { Path } from '../../ui/Path';
import { PhaseSign } from '../../ui/PhaseSign';
import { say } from '../../words';
import { useOffice } from '../desk';
import { asKnownHere, nextStep, unsentSessions } from '../home/lib';
import { NextStep, Overdue, Paused } from '../home/Screen';
import { ToSettle } from '../settle/ToSettle';
import { asksForRoles, mayNotice, recorded, type Told } from './lib';
import { VoiceBefore } from './Voice';

/** One group: its path, what to do next, what else can be done, and what was recorded. */
export function GroupScreen({ group }: { readonly group: Group }) {
  const { phone } = useOffice();
  const known = asKnownHere(group, phone.outbox, phone.sent);
  const told = recorded(group, phone.outbox, phone.sent);
  const step = nextStep(known, phone.today);
  const asks = known.waves.length > 0 && step.what !== 'ask';
  const records = step.what === 'ask' ? firstToRecord(known, phone.today) : null;
  return (
    <Page title={group.name} above={group.place} back="/">
      <Paused group={group} />
      {group.paused !== '' && !group.only_ask && <p>{say('phone.group.paused_record')}</p>}
      <Path group={known} unsent={unsentSessions(group, phone.outbox)} today={phone.today} />
      <Overdue group={known} />
      <NextStep group={known} />
      <div class="others">
        {records !== null && (
          <Link to={`/group/${group.id}/session/${records}/who`} how="inFlow" look="quiet">
            {say('phone.group.record', { n: records })}
          </Link>
        )}
        {asks && (
          <Link to={`/group/${group.id}/ask`} look="quiet">
            {say('phone.group.ask')}
          </Link>
        )}
        {group.status === 'running' && (
          <Link to={`/group/${group.id}/missed`} how="inFlow" look="quiet">
            {say('phone.group.missed')}
          </Link>
        )}
        {mayNotice(known) && (
          <Link to={`/group/${group.id}/shift`} how="inFlow" look="quiet">
            {say('phone.group.shift')}
          </Link>
        )}
        {asksForRoles(known) && (
          <Link to={`/group/${group.id}/role`} how="inFlow" look="quiet">
            {say('phone.group.role')}
          </Link>
        )}
        {checklistOf(phone.own) !== null && known.sessions.length > 0 && (
          <Link to={`/group/${group.id}/done`} look="quiet">
            {say('phone.done.title')}
          </Link>
        )}
      </div>
      <Link to={`/group/${group.id}/now`} look="quiet">
        {say('phone.group.help_now')}
      </Link>
      <ToSettle group={known} />
      <VoiceBefore voice={group.voice} />
      <section>
        <h2>{say('phone.group.recorded')}</h2>
        {told.length === 0 && <p>{say('phone.group.nothing_recorded')}</p>}
        <ul class="rows">
          {told.map((one) => (
            <Row key={one.n} one={one} group={group} />
          ))}
        </ul>
        {known.missed.length > 0 && (
          <>
            <h3>{say('phone.group.did_not_meet')}</h3>
            <ul class="rows">
              {known.missed.map((one) => (
                <li key={one.on}>
                  {shown(one.on)} · {say(`missed.${one.reason}`)}
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
    </Page>
  );
}

function firstToRecord(group: Known, today: string): number | null {
  const step = nextStep({ ...group, agreed: [] }, today);
  return step.what === 'record' ? step.n : null;
}

const WHERE = { phone: 'phone.group.on_phone', sent: 'phone.group.sent', office: 'phone.group.at_office' } as const;

function Row({ one, group }: { readonly one: Told; readonly group: Group }) {
  const number = say('phone.session.n', { n: one.n });
  const record = `/group/${group.id}/session/${one.n}/who`;
  if (one.held === null) {
    const aside = one.where === 'aside';
    return (
      <li class="told">
        <span>
          {number}
          <br />
          {aside ? `${say('phone.group.aside')}: ${one.why}` : say('phone.group.not_recorded')}
        </span>
        <Link to={record} how="inFlow" label={say('phone.group.record', { n: one.n })}>
          {say('phone.group.record_it')}
        </Link>
      </li>
    );
  }
  return (
    <li class="told">
      <PhaseSign phase={one.held.phase} />
      <span>
        <strong>{number}</strong> · {shown(one.held.on)}
        <br />
        {say(`phase.${one.held.phase}`)} ·{' '}
        {one.where === 'refused' ? say('phone.outbox.refused') : say(WHERE[one.where])}
        {one.where === 'refused' && <span class="problem">{one.why}</span>}
      </span>
      {one.where !== 'office' && (
        <Link to={`${record}/${one.id}`} how="inFlow" label={`${say('phone.correct')}: ${number}`}>
          {say('phone.correct')}
        </Link>
      )}
    </li>
  );
}
