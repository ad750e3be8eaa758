import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../records/codes';
import { MOST_TRIES, waitAfter } from '../../records/limits';
import type { Unlocked } from '../../store/lock';
import { Page } from '../../ui/Page';
import { CHOICES, say } from '../../words';
import { Pad } from '../pin/Pad';
import { ForgotScreen } from './Forgot';

interface Props {
  readonly language: Language;
  /** Wrong PINs since the last right one. */
  readonly wrong: number;
  readonly unsent: number;
  readonly unlock: (pin: string, alive: (done: number) => void) => Promise<Unlocked>;
  readonly forget: () => Promise<void>;
  readonly changeLanguage: () => void;
  /** Somebody needs help now: nobody looks for a PIN first. */
  readonly help: () => void;
}

/** From so few tries left on, the phone says what happens at the end of them. */
const FEW = 5;

/** The lock: a PIN, and nothing of what is behind it but how much waits to be sent. */
export function LockScreen({ language, wrong, unsent, unlock, forget, changeLanguage, help }: Props) {
  const [typed, setTyped] = useState('');
  const [left, setLeft] = useState(MOST_TRIES - wrong);
  const [tried, setTried] = useState(0);
  const [working, setWorking] = useState<number | null>(null);
  const [forgot, setForgot] = useState(false);
  const wait = useCountdown(waitAfter(MOST_TRIES - left), left);
  if (forgot) return <ForgotScreen unsent={unsent} forget={forget} back={() => setForgot(false)} />;

  const open = async () => {
    if (typed === '') return;
    setWorking(0);
    const answer = await unlock(typed, setWorking);
    setWorking(null);
    setTyped('');
    setTried(tried + 1);
    if (answer.how === 'wrong') setLeft(answer.left);
  };
  return (
    <Page title={say('phone.lock.title')}>
      <Pad
        label={say('phone.pin.label')}
        value={typed}
        change={setTyped}
        verb={say('phone.lock.open')}
        submit={() => void open()}
        working={working}
        wait={wait}
        problem={tried > 0 && working === null ? wrongPin(left) : null}
      />
      <p class="lock-count">{say('phone.lock.unsent', { n: unsent })}</p>
      <button type="button" class="quiet" onClick={help}>
        {say('phone.group.help_now')}
      </button>
      <button type="button" class="quiet" onClick={changeLanguage}>
        {say('phone.language')}: {CHOICES.find((choice) => choice.language === language)?.name}
      </button>
      <button type="button" class="quiet" onClick={() => setForgot(true)}>
        {say('phone.forgot.title')}
      </button>
    </Page>
  );
}

function wrongPin(left: number): string {
  const said = say('phone.lock.wrong', { n: left });
  return left <= FEW ? `${said} ${say('phone.lock.last')}` : said;
}

/** Seconds left of a wait that begins anew with each `round`. */
function useCountdown(seconds: number, round: number): number {
  const [left, setLeft] = useState(seconds);
  useEffect(() => setLeft(seconds), [seconds, round]);
  useEffect(() => {
    if (left === 0) return undefined;
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return left;
}
