import { useEffect, useState } from 'preact/hooks';
import { enrol, looksLikeCode, tidyCode } from '../../actions/enrol';
import type { Answer } from '../../server/client';
import { Link } from '../../ui/Link';
import { Page } from '../../ui/Page';
import { goInstead } from '../../ui/router';
import { say } from '../../words';
import { useOffice } from '../desk';

/** Make this phone known, by a code typed or read from a QR picture. */
export function EnrolScreen({ code }: { readonly code: string }) {
  const { desk, phone, refresh, send } = useOffice();
  const [typed, setTyped] = useState(tidyCode(code));
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => setTyped(tidyCode(code)), [code]);
  const known = phone.enrolment !== null && (phone.locked ?? '') === '';
  if (known) return <Known />;

  const submit = async (event: Event) => {
    event.preventDefault();
    if (!looksLikeCode(typed)) {
      setProblem(say('phone.enrol.not_a_code'));
      return;
    }
    setBusy(true);
    const answer = await enrol(desk, typed, navigator.userAgent, phone.language);
    setBusy(false);
    if (!answer.ok) {
      setProblem(sentenceOf(answer));
      return;
    }
    goInstead('/');
    await refresh();
    await send();
  };
  return (
    <Page title={say('phone.enrol.title')} back="/language">
      <p>{say('phone.enrol.how')}</p>
      <form onSubmit={submit}>
        <label class="code">
          {say('phone.enrol.code')}
          <input
            type="text"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            maxLength={20}
            value={typed}
            aria-describedby={problem === null ? undefined : 'enrol-problem'}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        {problem !== null && (
          <p class="problem" id="enrol-problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" class="big" disabled={busy}>
          {busy ? say('phone.wait') : say('phone.enrol.go')}
        </button>
      </form>
    </Page>
  );
}

function Known() {
  const { phone } = useOffice();
  return (
    <Page title={say('phone.enrol.known')}>
      <p>
        {phone.enrolment?.me.name} · {phone.enrolment?.organisation.name}
      </p>
      <Link to="/" look="big">
        {say('phone.home.title')}
      </Link>
    </Page>
  );
}

function sentenceOf(answer: Exclude<Answer<unknown>, { ok: true }>): string {
  if (answer.why === 'refused') return answer.sentence;
  return answer.why === 'network' ? say('phone.enrol.needs_network') : say('phone.trouble', { n: answer.status });
}
