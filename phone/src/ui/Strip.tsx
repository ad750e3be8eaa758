import { say } from '../words';
import { Link } from './Link';

interface Props {
  /** Records that are on this phone only, the refused ones too. */
  readonly held: number;
  readonly refused: number;
  /** Records that the office has and looks at before it takes them. */
  readonly aside: number;
  readonly sent: number;
  readonly online: boolean;
  readonly sending: boolean;
}

/** Always at the foot of the screen: what is safe on this phone, what has been sent, whether there is a network. */
export function Strip({ held, refused, aside, sent, online, sending }: Props) {
  const parts = [say('phone.strip.waiting', { n: held }), say('phone.strip.sent', { n: sent })];
  if (aside > 0) parts.push(say('phone.strip.aside', { n: aside }));
  if (sending) parts.push(say('phone.strip.sending'));
  else if (!online) parts.push(say('phone.strip.no_network'));
  return (
    <nav class="strip" aria-label={say('phone.strip.name')}>
      <Link to="/outbox" look="plain">
        <span aria-live="polite">
          {parts.map((part, at) => (
            <span key={part} class="strip-part">
              {at < parts.length - 1 || refused > 0 ? `${part} ·` : part}{' '}
            </span>
          ))}
        </span>
        {refused > 0 && <strong class="strip-part strip-refused">{say('phone.strip.refused', { n: refused })}</strong>}
      </Link>
    </nav>
  );
}
