import { useEffect, useState } from 'preact/hooks';
import { finishInterview, interviewWith } from '../../actions/ask';
import type { Asked, Interview } from '../../actions/desk';
import type { Language } from '../../records/codes';
import type { Group, Instrument, Item, Option } from '../../records/group';
import type { NotKept } from '../../store/outbox';
import { Page } from '../../ui/Page';
import { go, goInstead, leaveFlow } from '../../ui/router';
import { say } from '../../words';
import { useOffice } from '../desk';
import { NotSaved, notKept } from '../NotSaved';
import { languageOf, pebbles, wordsIn } from './lib';

interface Props {
  readonly group: Group;
  readonly asked: Asked;
  readonly instrument: Instrument;
  /** 0 is the reminder of consent, 1 to n are the questions, n + 1 the end. */
  readonly page: number;
}

/** One questionnaire, one question at a time, read aloud. Answers stay in memory until they are sealed. */
export function InterviewScreen({ group, asked, instrument, page }: Props) {
  const { desk, phone } = useOffice();
  const interview = interviewWith(desk, asked);
  const base = `/group/${group.id}/ask/${asked.seat}/${asked.wave}/${asked.instrument}`;
  const name = group.people.find((person) => person.seat === asked.seat)?.name ?? '';
  const spoken = languageOf(instrument, group, phone.language);
  const reachable = Math.min(page, interview.answers.size + 1);
  const lost = interview.finished === null && page > reachable;
  useEffect(() => {
    // After a reload the answers are gone, and with them the later pages.
    if (lost) goInstead(`${base}/0`);
    else if (interview.finished !== null)
      goInstead(`/group/${group.id}/ask/done/${asked.seat}/${asked.wave}/${asked.instrument}`);
  }, [lost, page]);
  if (lost || interview.finished !== null) return null;

  const back = page === 0 ? `/group/${group.id}/ask` : `${base}/${page - 1}`;
  const frame = { above: `${name} · ${instrument.title}`, back };
  const item = instrument.items[page - 1];
  if (page === 0)
    return (
      <Consent {...frame} worded={spoken.worded} start={() => go(`${base}/${interview.answers.size + 1}`, 'inFlow')} />
    );
  if (item === undefined) return <Finish {...frame} {...{ group, asked, instrument, language: spoken.language }} />;
  const answer = (value: number | null) => {
    interview.answers.set(item.key, value);
    go(`${base}/${page + 1}`, 'inFlow');
  };
  return (
    <Question
      key={item.key}
      {...frame}
      {...{ item, instrument, interview, answer, spoken }}
      number={say('phone.ask.question', { n: page, all: instrument.items.length })}
      pause={() => leaveFlow(`/group/${group.id}/ask`)}
    />
  );
}

interface FrameProps {
  readonly above: string;
  readonly back: string;
}

function Consent({
  above,
  back,
  worded,
  start,
}: FrameProps & { readonly worded: boolean; readonly start: () => void }) {
  return (
    <Page title={say('phone.consent.title')} above={above} back={back}>
      <ul class="plain">
        <li>{say('phone.consent.free')}</li>
        <li>{say('phone.consent.stop')}</li>
        <li>{say('phone.consent.sealed')}</li>
        <li>{say('phone.consent.alone')}</li>
      </ul>
      {!worded && <p class="gentle">{say('phone.ask.no_wording')}</p>}
      <button type="button" class="big" onClick={start}>
        {say('phone.consent.agrees')}
      </button>
      <button type="button" class="quiet" onClick={() => history.back()}>
        {say('phone.consent.not_now')}
      </button>
    </Page>
  );
}

interface QuestionProps extends FrameProps {
  readonly item: Item;
  readonly instrument: Instrument;
  readonly interview: Interview;
  readonly answer: (value: number | null) => void;
  readonly spoken: { readonly language: Language; readonly worded: boolean };
  readonly number: string;
  readonly pause: () => void;
}

function Question({ above, back, item, instrument, interview, answer, spoken, number, pause }: QuestionProps) {
  const text = spoken.worded ? (item.text[spoken.language] ?? '') : wordsIn(item.label, spoken.language);
  const given = interview.answers.get(item.key);
  return (
    <Page title={text} above={`${above} · ${number}`} back={back}>
      {!spoken.worded && <p class="hint">{say('phone.ask.short_label')}</p>}
      <div class="answers" lang={spoken.language}>
        {instrument.options.map((option) => (
          <button
            type="button"
            key={option.value}
            class="answer"
            aria-pressed={given === option.value}
            onClick={() => answer(option.value)}
          >
            <AnswerSign option={option} options={instrument.options} />
            {wordsIn(option.label, spoken.language)}
          </button>
        ))}
      </div>
      <button type="button" class="quiet" aria-pressed={given === null} onClick={() => answer(null)}>
        {say('phone.ask.prefers_not')}
      </button>
      <button type="button" class="quiet" onClick={pause}>
        {say('phone.ask.pause')}
      </button>
    </Page>
  );
}

/** Yes is a full stone and no an open one; on longer scales more pebbles mean more of it. */
function AnswerSign({ option, options }: { readonly option: Option; readonly options: readonly Option[] }) {
  const row = pebbles(option, options);
  if (row === null) {
    const full = option.value === Math.max(...options.map(({ value }) => value));
    return (
      <svg class="answer-sign" viewBox="0 0 36 36" width="36" height="36" aria-hidden="true">
        <circle class={full ? 'pebble full' : 'pebble'} cx="18" cy="18" r="14" />
      </svg>
    );
  }
  return (
    <svg class="answer-sign" viewBox={`0 0 ${row.all * 18} 18`} width={row.all * 18} height="18" aria-hidden="true">
      {Array.from({ length: row.all }, (_, at) => (
        <circle key={at} class={at < row.full ? 'pebble full' : 'pebble'} cx={9 + at * 18} cy="9" r="6.500" />
      ))}
    </svg>
  );
}

interface FinishProps extends FrameProps {
  readonly group: Group;
  readonly asked: Asked;
  readonly instrument: Instrument;
  readonly language: Language;
}

function Finish({ above, back, group, asked, instrument, language }: FinishProps) {
  const { desk, phone, refresh } = useOffice();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<NotKept | null>(null);
  const finish = async () => {
    setBusy(true);
    try {
      await finishInterview(desk, asked, instrument, phone.today, language);
    } catch (error) {
      setProblem(notKept(error));
      setBusy(false);
      return;
    }
    await refresh();
    leaveFlow(`/group/${group.id}/ask/done/${asked.seat}/${asked.wave}/${asked.instrument}`);
  };
  return (
    <Page title={say('phone.ask.end')} above={above} back={back}>
      <p>{say('phone.ask.end_sealed')}</p>
      <NotSaved problem={problem} />
      <button type="button" class="big" disabled={busy} onClick={() => void finish()}>
        {say('phone.ask.seal')}
      </button>
    </Page>
  );
}
