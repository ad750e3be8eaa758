import type { Group } from '../../records/group';
import type { Due } from '../../records/schedule';
import { Link } from '../../ui/Link';
import { Page } from '../../ui/Page';
import { say } from '../../words';
import { useOffice } from '../desk';
import { toAsk } from './lib';
import { askAddress } from './route';

/** Closed and kept. The same words whether somebody answered or declined. */
export function DoneScreen({ group, due }: { readonly group: Group; readonly due: Due }) {
  const { phone } = useOffice();
  const name = group.people.find(({ seat }) => seat === due.seat)?.name ?? '';
  const now = toAsk(group, phone.instruments, phone.interviews, phone.today);
  const same = now.find(({ window }) => window.arm === due.arm && window.wave === due.wave);
  const next = same?.people.find(({ seat }) => seat === due.seat)?.left[0];
  const title = phone.instruments.find((one) => one.name === next?.instrument)?.title ?? '';
  return (
    <Page title={say('phone.ask.sealed')} above={`${group.name} · ${name}`}>
      <p role="status">{say('phone.ask.sealed_thanks')}</p>
      {next !== undefined && (
        <Link to={askAddress(group.id, next)} how="inFlow" look="big">
          {`${name}: ${title}`}
        </Link>
      )}
      <Link to={askAddress(group.id)} look={next === undefined ? 'big' : 'quiet'}>
        {say('phone.ask.next_person')}
      </Link>
      <Link to={group.only_ask ? '/' : `/group/${group.id}`} look="quiet">
        {say(group.only_ask ? 'phone.home.title' : 'phone.saved.back_to_group')}
      </Link>
    </Page>
  );
}
