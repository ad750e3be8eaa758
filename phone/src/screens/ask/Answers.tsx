import type { Language } from '../../records/codes';
import type { Option } from '../../records/group';
import { outline } from '../../ui/stones';
import { heap, pebbles, wordsIn } from './lib';

interface Props {
  readonly options: readonly Option[];
  readonly language: Language;
  /** What was said in this sitting; undefined where nothing was. */
  readonly given: number | null | undefined;
  readonly busy: boolean;
  readonly answer: (value: number) => void;
}

/** The answers, each large and with a picture, so that a person who cannot read points at it. */
export function Answers({ options, language, given, busy, answer }: Props) {
  const two = options.every((option) => pebbles(option, options) === null);
  return (
    <div class={two ? 'answers two' : 'answers'} lang={language}>
      {options.map((option) => (
        <button
          type="button"
          key={option.value}
          class="answer"
          aria-pressed={given === option.value}
          disabled={busy}
          onClick={() => answer(option.value)}
        >
          <AnswerSign option={option} options={options} />
          <span>{wordsIn(option.label, language)}</span>
        </button>
      ))}
    </div>
  );
}

const TICK = 'M-13 1L-4 10L14-10';
const CROSS = 'M-11-11L11 11M11-11L-11 11';

/** Yes is a full stone with a tick and no an open one with a cross; on longer scales more stones mean more of it. */
function AnswerSign({ option, options }: { readonly option: Option; readonly options: readonly Option[] }) {
  const said = pebbles(option, options);
  if (said === null) {
    const yes = option.value === Math.max(...options.map(({ value }) => value));
    return (
      <svg class="answer-sign" viewBox="-36 -36 72 72" width="72" height="72" aria-hidden="true">
        <path class={yes ? 'pebble full' : 'pebble'} d={outline(7, 1, 31)} />
        <path class={yes ? 'pebble-mark on' : 'pebble-mark'} d={yes ? TICK : CROSS} />
      </svg>
    );
  }
  const { columns, rows } = heap(said.all);
  const stone = rows === 1 ? 30 : 24;
  const [width, height] = [columns * stone, rows * stone];
  return (
    <svg class="answer-sign" viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      {Array.from({ length: said.all }, (_, at) => (
        <g
          key={at}
          transform={`translate(${((at % columns) + 0.5) * stone} ${(Math.floor(at / columns) + 0.5) * stone})`}
        >
          <path class={at < said.full ? 'pebble full' : 'pebble'} d={outline(11, at + 1, stone * 0.4)} />
        </g>
      ))}
    </svg>
  );
}
