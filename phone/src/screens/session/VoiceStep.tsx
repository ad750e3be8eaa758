import { VOICE_JARS, VOICE_QUESTIONS, type VoiceQuestion } from '../../records/codes';
import { ChooseOne } from '../../ui/Choices';
import { NumberField } from '../../ui/NumberField';
import { Page } from '../../ui/Page';
import { say } from '../../words';
import { countOf, isCounted, MOST_STONES, type TypedTally, unevenQuestions } from './lib';
import type { StepProps } from './Screen';

/** What the stones behind the screen said: three totals for each of four questions, or nothing at all. */
export function VoiceStep({ group, n, form, change, next }: StepProps) {
  const uneven = unevenQuestions(form, group);
  const came = countOf(form, group, 'present');
  const set = (question: VoiceQuestion, jar: number, value: string) => {
    const tally = form.voice[question].map((total, at) => (at === jar ? value : total)) as unknown as TypedTally;
    change({ ...form, voice: { ...form.voice, [question]: tally } });
  };
  const counted = isCounted(form);
  const two = typeof form.two !== 'boolean' ? null : form.two ? 'yes' : 'no';
  return (
    <Page
      title={say('phone.voice.title')}
      above={`${group.name} · ${say('phone.session.n', { n })}`}
      back={`/group/${group.id}/session/${n}/when`}
    >
      <p class="hint">{say('phone.voice.hint')}</p>
      {VOICE_QUESTIONS.map((question) => (
        <fieldset key={question} class="voice">
          <legend>{say(`voice.${question}`)}</legend>
          <div class="jars">
            {VOICE_JARS.map((jar, at) => (
              <NumberField
                key={jar}
                label={say(`voice.${jar}`)}
                value={form.voice[question][at] ?? ''}
                change={(value) => set(question, at, value)}
                step={1}
                most={MOST_STONES}
                look="column"
              />
            ))}
          </div>
          {uneven.includes(question) && (
            <p class="gentle" role="status">
              {say('phone.voice.uneven', { n: came })}
            </p>
          )}
        </fieldset>
      ))}
      {counted && (
        <ChooseOne
          legend={say('phone.voice.two')}
          name="two"
          codes={['yes', 'no'] as const}
          chosen={two}
          nameOf={(code) => say(`phone.voice.two_${code}`)}
          choose={(code) => change({ ...form, two: code === 'yes' })}
        />
      )}
      <button type="button" class="big" onClick={next}>
        {counted ? say('phone.next') : say('phone.voice.skip')}
      </button>
    </Page>
  );
}
