import { useState } from 'preact/hooks';
import { dropRecord } from '../../actions/drop-record';
import { shown, shownMoment } from '../../records/dates';
import type { Kind, PhoneRecord } from '../../records/record';
import type { Waiting } from '../../store/database';
import { putBack } from '../../store/outbox';
import type { Ending } from '../../sync/exchange';
import { Link } from '../../ui/Link';
import { Page } from '../../ui/Page';
import { say } from '../../words';
import { useOffice } from '../desk';

const KINDS = { session: 'phone.kind.session', missed: 'phone.kind.missed', response: 'phone.kind.response' } as const;
/** Older traces are counted, not listed. */
const LISTED = 40;

/** What waits, what was refused and why, what was sent. */
export function OutboxScreen() {
  const { phone, send } = useOffice();
  const waiting = phone.outbox.filter((entry) => entry.state === 'waiting');
  const refused = phone.outbox.filter((entry) => entry.state === 'refused');
  const nameOf = (id: string) => phone.groups.find((group) => group.id === id)?.name ?? say('phone.outbox.other_group');
  return (
    <Page title={say('phone.outbox.title')} back="/">
      <Told ending={phone.ending} online={phone.online} locked={phone.locked} />
      <button type="button" class="big" disabled={phone.sending} onClick={() => void send()}>
        {phone.sending ? say('phone.strip.sending') : say('phone.outbox.send')}
      </button>
      {refused.length > 0 && (
        <section>
          <h2>{say('phone.outbox.refused_n', { n: refused.length })}</h2>
          <ul class="rows">
            {refused.map((entry) => (
              <Refused key={entry.id} entry={entry} group={nameOf(entry.record.body.group)} />
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{say('phone.outbox.waiting_n', { n: waiting.length })}</h2>
        <ul class="rows">
          {waiting.map(({ id, record }) => (
            <li key={id}>
              <strong>{titleOf(record.kind, record.kind === 'session' ? record.body.n : null)}</strong>
              <br />
              {nameOf(record.body.group)} · {shown(record.body.on)}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{say('phone.outbox.sent_n', { n: phone.sent.length })}</h2>
        <ul class="rows">
          {phone.sent.slice(0, LISTED).map((trace) => (
            <li key={trace.id}>
              <strong>{titleOf(trace.kind, trace.n)}</strong>
              <br />
              {nameOf(trace.group)} · {shownMoment(new Date(trace.when))}
            </li>
          ))}
        </ul>
      </section>
    </Page>
  );
}

function titleOf(kind: Kind, n: number | null): string {
  return n === null ? say(KINDS[kind]) : say('phone.session.n', { n });
}

/** How the last attempt ended, in one sentence. */
function Told({ ending, online, locked }: { ending: Ending | null; online: boolean; locked: string | null }) {
  if (locked !== null && locked !== '') {
    return (
      <div class="problem" role="alert">
        <p>{locked}</p>
        <p>{say('phone.outbox.kept')}</p>
        <Link to="/enrol" look="quiet">
          {say('phone.enrol.again')}
        </Link>
      </div>
    );
  }
  if (!online || ending?.how === 'network') return <p role="status">{say('phone.outbox.no_network')}</p>;
  if (ending?.how === 'trouble') return <p role="status">{say('phone.trouble', { n: ending.status })}</p>;
  if (ending?.how === 'refused') return <p role="status">{ending.sentence}</p>;
  return ending?.how === 'done' ? <p role="status">{say('phone.outbox.done')}</p> : null;
}

function Refused({ entry, group }: { readonly entry: Waiting; readonly group: string }) {
  const { desk, refresh, send } = useOffice();
  const [sure, setSure] = useState(false);
  const { record } = entry;
  const title = titleOf(record.kind, record.kind === 'session' ? record.body.n : null);
  const again = async () => {
    await putBack(desk.store, entry.id);
    await send();
  };
  const drop = async () => {
    await dropRecord(desk, entry.id);
    await refresh();
  };
  return (
    <li class="refused">
      <strong>{title}</strong>
      <br />
      {group} · {shown(record.body.on)}
      <p class="problem">{entry.sentence}</p>
      {record.kind === 'session' && (
        <Link
          to={correctionAddress(record, entry.id)}
          how="inFlow"
          look="quiet"
          label={`${say('phone.correct')}: ${title}`}
        >
          {say('phone.correct')}
        </Link>
      )}
      <button type="button" class="quiet" onClick={() => void again()}>
        {say('phone.outbox.again')}
      </button>
      <button type="button" class="quiet" onClick={() => (sure ? void drop() : setSure(true))}>
        {sure ? say('phone.outbox.drop_sure') : say('phone.outbox.drop')}
      </button>
    </li>
  );
}

function correctionAddress(record: Extract<PhoneRecord, { kind: 'session' }>, id: string): string {
  return `/group/${record.body.group}/session/${record.body.n}/who/${id}`;
}
