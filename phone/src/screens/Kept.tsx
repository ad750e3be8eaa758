import { Link } from '../ui/Link';
import { Page } from '../ui/Page';
import { say } from '../words';
import { useOffice } from './desk';

interface Props {
  readonly above: string;
  /** Where to go on. */
  readonly to: string;
  readonly verb: string;
}

/** A record is safe on the phone: said plainly, with the way on and the way to send it. */
export function Kept({ above, to, verb }: Props) {
  const { phone, send } = useOffice();
  const waiting = phone.outbox.some((entry) => entry.state === 'waiting');
  return (
    <Page title={say('phone.saved.title')} above={above}>
      <p role="status">{waiting ? say('phone.saved.waits') : say('phone.saved.sent')}</p>
      <Link to={to} look="big">
        {verb}
      </Link>
      {waiting && (
        <button type="button" class="quiet" disabled={phone.sending} onClick={() => void send()}>
          {phone.sending ? say('phone.strip.sending') : say('phone.outbox.send')}
        </button>
      )}
    </Page>
  );
}
