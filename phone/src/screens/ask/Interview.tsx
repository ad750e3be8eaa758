import { useState } from 'preact/hooks';
import { answer } from '../../actions/ask';
import type { Item } from '../../records/group';
import { askedBefore, isClosed, nextAsked } from '../../records/interview';
import type { NotKept } from '../../store/outbox';
import { Page } from '../../ui/Page';
import { go, goInstead } from '../../ui/router';
import { say } from '../../words';
import { useOffice } from '../desk';
import { NotSaved, notKept } from '../NotSaved';
import { ActScreen } from './Act';
import { Answers } from './Answers';
import { ConsentScreen } from './Consent';
import { FinishScreen } from './Finish';
import { optionsOf, wordsIn } from './lib';
import { askAddress } from './route';
import { type About, useSitting } from './sitting';
import { useAskingTime } from './time';

interface Props extends About {
  /** 0 is the reminder of consent, 1 to n are the items, n + 1 the end. */
  readonly at: number;
}

/** One questionnaire, one question at a time, read aloud. */
export function InterviewScreen({ at, ...about }: Props) {
  const { instrument, name, asked, group } = about;
  const { sitting, interview } = useSitting(about);
  const [acting, act] = useState(interview.act);
  const { items } = instrument;
  const { screening } = sitting;
  const place = nextAsked(items, Math.min(at - 1, interview.position), screening);
  const address = (to: number | string) => askAddress(group.id, asked, to);
  const above = `${name} · ${instrument.title}`;
  const item = items[place];
  const before = askedBefore(items, place, screening);
  const back = address(before + 1);
  if (interview.act || acting) {
    const leave = (then?: () => void) => {
      interview.act = false;
      act(false);
      then?.();
    };
    const stop = () => go(address('stop'), 'inFlow');
    return (
      <ActScreen above={`${group.name} · ${name}`} call={group.call} done={() => leave()} stop={() => leave(stop)} />
    );
  }
  if (at === 0) return <ConsentScreen {...about} above={above} back={askAddress(group.id)} />;
  if (item === undefined) return <FinishScreen {...about} above={above} back={back} />;
  const open = items.filter((one) => !isClosed(one, screening));
  const number = say('phone.ask.question', { n: open.indexOf(item) + 1, all: open.length });
  const next = address(nextAsked(items, place + 1, screening) + 1);
  return (
    <Question
      key={item.key}
      {...about}
      item={item}
      frame={{ above: `${above} · ${number}`, back }}
      next={next}
      answered={() => act(interview.act)}
    />
  );
}

interface QuestionProps extends About {
  readonly item: Item;
  readonly frame: { readonly above: string; readonly back: string };
  readonly next: string;
  readonly answered: () => void;
}

function Question({ item, frame, next, answered, ...about }: QuestionProps) {
  const { desk, phone, refresh, send } = useOffice();
  const { sitting, interview, language, worded } = useSitting(about);
  const count = useAskingTime(desk, interview);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<NotKept | null>(null);
  const { instrument } = about;
  const given = interview.answers.get(item.key);
  const closed = given === undefined && instrument.items.indexOf(item) < interview.position;
  const take = async (value: number | null) => {
    setBusy(true);
    count();
    const first = interview.kept === null;
    try {
      await answer(desk, sitting, interview, item, value);
    } catch (error) {
      setProblem(notKept(error));
      setBusy(false);
      answered();
      return;
    }
    // Whatever was said, so that who watches the line or the screen learns nothing.
    if (item.safeguarding === true) void (phone.online ? send() : refresh());
    else if (first) void refresh();
    answered();
    go(next, 'inFlow');
  };
  const text = worded ? (item.text[language] ?? '') : wordsIn(item.label, language);
  return (
    <Page title={text} {...frame}>
      {closed && <p class="gentle">{say('phone.ask.answered_before')}</p>}
      <NotSaved problem={problem} />
      <Answers
        options={optionsOf(item, instrument)}
        language={language}
        given={given}
        busy={busy}
        answer={(value) => void take(value)}
      />
      <button type="button" class="quiet" aria-pressed={given === null} disabled={busy} onClick={() => void take(null)}>
        {say('phone.ask.prefers_not')}
      </button>
      {closed && (
        <button type="button" class="quiet" onClick={() => go(next, 'inFlow')}>
          {say('phone.ask.leave_it')}
        </button>
      )}
      <button type="button" class="quiet" onClick={() => goInstead(askAddress(about.group.id, about.asked, 'stop'))}>
        {say('phone.ask.pause')}
      </button>
    </Page>
  );
}
