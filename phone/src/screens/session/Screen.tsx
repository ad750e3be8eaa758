import { useEffect, useState } from 'preact/hooks';
import { recordSession } from '../../actions/record-session';
import type { Group } from '../../records/group';
import type { SessionBody } from '../../records/record';
import { draftOf, dropDraft, keepDraft } from '../../store/drafts';
import type { NotKept } from '../../store/outbox';
import { go, goInstead, leaveFlow } from '../../ui/router';
import { say } from '../../words';
import { useOffice } from '../desk';
import { notKept } from '../NotSaved';
import { bodyOf, type Form, formOf, newForm, STEPS, type Step } from './lib';
import { Noticed } from './Noticed';
import { Review } from './Review';
import { VoiceStep } from './VoiceStep';
import { When } from './When';
import { Who } from './Who';

export interface StepProps {
  readonly group: Group;
  readonly n: number;
  readonly form: Form;
  readonly change: (form: Form) => void;
  readonly next: () => void;
}

interface Props {
  /** The group with what this phone recorded for it. */
  readonly group: Group;
  readonly n: number;
  readonly step: Step;
  /** The record that is corrected. */
  readonly correcting: string | null;
}

/** Record one session, step by step. The half-entered form is kept on the phone until it is saved. */
export function SessionScreen({ group, n, step, correcting }: Props) {
  const { desk, phone, refresh } = useOffice();
  const draft = `${group.id}/${n}/${correcting ?? ''}`;
  const address = (to: Step) => `/group/${group.id}/session/${n}/${to}${correcting === null ? '' : `/${correcting}`}`;
  const [form, setForm] = useState<Form | null>(null);
  const [problem, setProblem] = useState<NotKept | null>(null);
  const [unkept, setUnkept] = useState(false);
  const done = correcting === null && group.sessions.some((session) => session.n === n);

  useEffect(() => {
    if (done) goInstead(`/group/${group.id}`);
    else void draftOf(desk.store, draft).then((kept) => setForm((kept as Form | undefined) ?? begin()));
  }, [draft]);

  function begin(): Form {
    const earlier = phone.outbox.find((entry) => entry.id === correcting)?.record;
    if (earlier?.kind === 'session') return formOf(earlier.body as SessionBody, group);
    return newForm(
      group,
      phone.today,
      phone.habits.find((habit) => habit.group === group.id),
    );
  }

  if (form === null || done) return null;
  const change = (changed: Form) => {
    setForm(changed);
    keepDraft(desk.store, draft, changed).then(
      () => setUnkept(false),
      () => setUnkept(true),
    );
  };
  const save = async () => {
    const body = bodyOf(form, group, n, phone.today);
    if (body === null) return;
    try {
      await recordSession(desk, body, draft, phone.outbox, correcting);
    } catch (error) {
      setProblem(notKept(error));
      return;
    }
    await refresh();
    leaveFlow(`/group/${group.id}/saved/session/${n}`);
  };
  const discard = async () => {
    await dropDraft(desk.store, draft);
    leaveFlow(`/group/${group.id}`);
  };
  const next = () => go(address(STEPS[STEPS.indexOf(step) + 1] ?? 'review'), 'inFlow');
  const props: StepProps = { group, n, form, change, next };
  return (
    <>
      {unkept && (
        <p class="update problem" role="alert">
          {say('phone.full.draft')}
        </p>
      )}
      {step === 'who' && <Who {...props} />}
      {step === 'when' && <When {...props} />}
      {step === 'voice' && <VoiceStep {...props} />}
      {step === 'noticed' && <Noticed {...props} />}
      {step === 'review' && (
        <Review {...props} {...{ address, save, discard, problem }} correcting={correcting !== null} />
      )}
    </>
  );
}
