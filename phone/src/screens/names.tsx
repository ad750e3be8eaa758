import { useEffect, useState } from 'preact/hooks';
import type { Group } from '../records/group';
import { say, speakLater } from '../words';

/** The rule is fetched with the screens that come later: a session can be recorded before it is here. */
const rule = () => Promise.all([import('../records/names'), speakLater()]).then(([names]) => names);
type Rule = Awaited<ReturnType<typeof rule>>;

export interface Names {
  /** The words of a line that look like names, once it was asked; those that are none are left out. */
  readonly asked: (line: string) => readonly string[];
  /** Whether these lines may be saved: when a word looks like a name it is asked about first. */
  readonly pass: (lines: readonly string[]) => boolean;
  readonly keep: (words: readonly string[]) => void;
  readonly isNumber: (word: string) => boolean;
}

/** Asks about names in the lines of one group, by the names that this phone holds. */
export function useNames(group: Group): Names {
  const [names, setNames] = useState<Rule | null>(null);
  const [asking, setAsking] = useState(false);
  const [kept, setKept] = useState<readonly string[]>([]);
  useEffect(() => {
    let current = true;
    rule().then(
      (fetched) => current && setNames(fetched),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, []);
  const known = {
    own: [...group.people, ...group.facilitators].map(({ name }) => name),
    places: [group.name, group.place],
  };
  const open = (line: string) => names?.nameLike(line, known).filter((word) => !kept.includes(word)) ?? [];
  return {
    asked: (line) => (asking ? open(line) : []),
    pass: (lines) => {
      const clear = lines.every((line) => open(line).length === 0);
      setAsking(!clear);
      return clear;
    },
    keep: (words) => setKept([...kept, ...words]),
    isNumber: (word) => names?.isNumber(word) ?? false,
  };
}

interface Props {
  readonly names: Names;
  readonly line: string;
  /** The field of the line. */
  readonly field: string;
}

/** Is that a name? Under its line, with two ways on. */
export function NameQuestion({ names, line, field }: Props) {
  const words = names.asked(line);
  if (words.length === 0) return null;
  return (
    <div class="gentle" role="alert">
      {words.map((word) => (
        <p key={word}>{say(names.isNumber(word) ? 'phone.names.is_number' : 'phone.names.is_name', { word })}</p>
      ))}
      <button type="button" class="quiet" onClick={() => document.getElementById(field)?.focus()}>
        {say('phone.names.change')}
      </button>
      <button type="button" class="quiet" onClick={() => names.keep(words)}>
        {say('phone.names.keep')}
      </button>
    </div>
  );
}
