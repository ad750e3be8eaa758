import type { Group } from '../../records/group';
import { Link } from '../../ui/Link';
import { Page } from '../../ui/Page';
import { Path } from '../../ui/Path';
import { say } from '../../words';
import { useOffice } from '../desk';
import { asKnownHere, unsentSessions } from '../home/lib';

/** It is safe on the phone: said plainly, with the path one stone further. */
export function SavedScreen({ group, n }: { readonly group: Group; readonly n: number | null }) {
  const { phone, send } = useOffice();
  const known = asKnownHere(group, phone.outbox, phone.sent);
  const waiting = phone.outbox.some((entry) => entry.state === 'waiting');
  return (
    <Page title={say('phone.saved.title')} above={group.name}>
      <Path group={known} unsent={unsentSessions(group, phone.outbox)} today={phone.today} justSaved={n} />
      <p role="status">{waiting ? say('phone.saved.waits') : say('phone.saved.sent')}</p>
      <Link to={`/group/${group.id}`} look="big">
        {say('phone.saved.back_to_group')}
      </Link>
      {waiting && (
        <button type="button" class="quiet" disabled={phone.sending} onClick={() => void send()}>
          {phone.sending ? say('phone.strip.sending') : say('phone.outbox.send')}
        </button>
      )}
    </Page>
  );
}
