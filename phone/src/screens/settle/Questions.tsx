import { useEffect, useState } from 'preact/hooks';
import type { Group, Reading } from '../../records/group';
import { draftOf, keepDraft } from '../../store/drafts';
import type { NotKept } from '../../store/outbox';
import { Page } from '../../ui/Page';
import { PhaseSign } from '../../ui/PhaseSign';
import { say } from '../../words';
import { useOffice } from '../desk';
import { NotSaved, notKept } from '../NotSaved';
import { chosenBeforehand, type Question, type Taken, unanswered } from './lib';
import { labelOf, saidIn, usedOf, whoSaid } from './told';

interface Props {
  readonly group: Group;
  readonly above: string;
  readonly reports: readonly Reading[];
  readonly questions: readonly Question[];
  readonly draft: string;
  readonly save: (taken: Taken) => Promise<void>;
}

/** Each field in which reports differ, with every value and who said it, and one choice each. */
export function Questions({ group, above, reports, questions, draft, save }: Props) {
  const { desk } = useOffice();
  const [taken, setTaken] = useState<Taken | null>(null);
  const [asked, setAsked] = useState(false);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<NotKept | null>(null);
  useEffect(() => {
    void draftOf(desk.store, draft).then((kept) => setTaken({ ...chosenBeforehand(questions), ...(kept as Taken) }));
  }, [draft]);
  if (taken === null) return null;
  const lacks = unanswered(questions, taken);
  const choose = (key: string, id: string) => {
    const now = { ...taken, [key]: id };
    setTaken(now);
    // Only a few taps: where the phone is too full to keep them, the record itself says so.
    void keepDraft(desk.store, draft, now).catch(() => undefined);
  };
  const keep = async () => {
    setAsked(true);
    if (lacks.length > 0) return;
    setSaving(true);
    await save(taken).catch((error: unknown) => {
      setProblem(notKept(error));
      setSaving(false);
    });
  };
  return (
    <Page title={say('phone.settle.title')} above={above} back={`/group/${group.id}`}>
      <p>{say('phone.settle.how')}</p>
      <p class="hint">{usedOf(reports)}</p>
      {questions.map((question) => (
        <Field
          key={question.key}
          {...{ question, group, reports }}
          chosen={taken[question.key] ?? null}
          choose={(id) => choose(question.key, id)}
          lacking={asked && lacks.includes(question.key)}
        />
      ))}
      {asked && lacks.length > 0 && (
        <p class="problem" role="alert">
          {say('phone.settle.missing', { what: lacks.map((key) => labelOf(key, group)).join(', ') })}
        </p>
      )}
      <NotSaved problem={problem} />
      <button type="button" class="big" disabled={saving} onClick={() => void keep()}>
        {say('phone.save')}
      </button>
    </Page>
  );
}

interface FieldProps {
  readonly question: Question;
  readonly group: Group;
  readonly reports: readonly Reading[];
  readonly chosen: string | null;
  readonly choose: (id: string) => void;
  readonly lacking: boolean;
}

function Field({ question, group, reports, chosen, choose, lacking }: FieldProps) {
  const { key, choices } = question;
  return (
    <fieldset class="choices">
      <legend>{labelOf(key, group)}</legend>
      {lacking && <p class="problem">{say('phone.settle.choose')}</p>}
      {choices.map((choice) => (
        <label key={choice.id} class="choice">
          <input
            type="radio"
            name={key}
            autocomplete="off"
            checked={chosen === choice.id}
            onChange={() => choose(choice.id)}
          />
          <span class="choice-face">
            {key === 'phase' && choice.value !== null && <PhaseSign phase={choice.value as 'safety'} />}
            <span>
              <strong>{saidIn(key, choice.value, group)}</strong>
              <br />
              {say('phone.settle.said_by', { who: whoSaid(choice, choices, reports) })}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
