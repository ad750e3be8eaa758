import { rescueFile } from '../../actions/rescue';
import { shown, shownMoment } from '../../records/dates';
import { groupOf, type OwnRecord } from '../../records/record';
import type { Sent } from '../../store/database';
import type { Ending } from '../../sync/exchange';
import { Link } from '../../ui/Link';
import { Page } from '../../ui/Page';
import { SaveFile } from '../../ui/SaveFile';
import { say } from '../../words';
import { useOffice } from '../desk';
import { dayOfRecord, groupNamed, LISTED, numberOf, peopleIn, sorted } from './lib';
import { Refused } from './Refused';
import { titleOf } from './title';

/** What waits, what was refused and why, what was set aside and why, what was sent. */
export function OutboxScreen() {
  const { desk, phone, send } = useOffice();
  const { waiting, refused, aside, taken } = sorted(phone);
  const unsent = waiting.length + refused.length + phone.leftBehind;
  const nameOf = (id: string) => (id === '' ? '' : (groupNamed(phone, id) ?? say('phone.outbox.other_group')));
  const about = (record: OwnRecord) => {
    const parts = [nameOf(groupOf(record) ?? ''), ...peopleIn(record, phone), shown(dayOfRecord(record))];
    return parts.filter((part) => part !== '').join(' · ');
  };
  return (
    <Page title={say('phone.outbox.title')} back="/">
      <Told ending={phone.ending} online={phone.online} locked={phone.locked} unsent={unsent} />
      {unsent > 0 && !phone.stays && <p class="hint">{say('phone.full.evictable')}</p>}
      <button type="button" class="big" disabled={phone.sending} onClick={() => void send()}>
        {phone.sending ? say('phone.strip.sending') : say('phone.outbox.send')}
      </button>
      {unsent > 0 && <SaveFile make={() => rescueFile(desk.store, desk.now())} />}
      {refused.length > 0 && (
        <section>
          <h2>{say('phone.outbox.refused_n', { n: refused.length })}</h2>
          <ul class="rows">
            {refused.map((entry) => (
              <Refused key={entry.id} entry={entry} about={about(entry.record)} />
            ))}
          </ul>
        </section>
      )}
      {aside.length > 0 && (
        <section>
          <h2>{say('phone.strip.aside', { n: aside.length })}</h2>
          <p>{say('phone.outbox.aside_what')}</p>
          <Traces traces={aside} nameOf={nameOf} />
        </section>
      )}
      <section>
        <h2>{say('phone.outbox.waiting_n', { n: waiting.length })}</h2>
        {phone.leftBehind > 0 && <p>{say('phone.outbox.left_behind', { n: phone.leftBehind })}</p>}
        <ul class="rows">
          {waiting.map(({ id, record }) => (
            <li key={id}>
              <strong>{titleOf(record.kind, numberOf(record))}</strong>
              <br />
              {about(record)}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{say('phone.outbox.sent_n', { n: taken.length })}</h2>
        <Traces traces={taken.slice(0, LISTED)} nameOf={nameOf} />
      </section>
    </Page>
  );
}

function Traces({ traces, nameOf }: { readonly traces: readonly Sent[]; readonly nameOf: (id: string) => string }) {
  return (
    <ul class="rows">
      {traces.map((trace) => (
        <li key={trace.id}>
          <strong>{titleOf(trace.kind, trace.n)}</strong>
          <br />
          {trace.group !== '' && `${nameOf(trace.group)} · `}
          {shownMoment(new Date(trace.when))}
          {trace.aside !== null && <p>{trace.aside}</p>}
        </li>
      ))}
    </ul>
  );
}

interface ToldProps {
  readonly ending: Ending | null;
  readonly online: boolean;
  readonly locked: string | null;
  readonly unsent: number;
}

/** How the last attempt ended, in one sentence. */
function Told({ ending, online, locked, unsent }: ToldProps) {
  if (ending?.how === 'withdrawn') {
    return (
      <p class="problem" role="alert">
        {say('phone.withdrawn.kept', { n: unsent })}
      </p>
    );
  }
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
  if (!online) return <p role="status">{say('phone.outbox.no_network')}</p>;
  if (ending?.how === 'done' && unsent > 0) return <p role="status">{say('phone.outbox.done_but')}</p>;
  return ending === null ? null : <p role="status">{sentenceOf(ending)}</p>;
}

function sentenceOf(ending: Exclude<Ending, { how: 'withdrawn' }>): string {
  switch (ending.how) {
    case 'done':
      return say('phone.outbox.done');
    case 'network':
      return say('phone.outbox.no_network');
    case 'trouble':
      return say('phone.trouble', { n: ending.status });
    case 'not_kept':
      return say(ending.why === 'full' ? 'phone.outbox.full' : 'phone.outbox.not_kept');
    default:
      return ending.sentence;
  }
}
