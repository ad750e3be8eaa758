/** Who is to be asked what, and in which language the words are read. */

import type { Asked, Desk } from '../../actions/desk';
import { interviewKey } from '../../actions/desk';
import { LANGUAGES, type Language } from '../../records/codes';
import type { ByLanguage, Due, Group, Instrument, Option } from '../../records/group';

export interface ToAsk extends Asked {
  readonly name: string;
  /** Questions already answered in an interview that was paused; 0 when it has not begun. */
  readonly answered: number;
}

/** People still to be asked, in their seats' order, only where this phone holds the questionnaire. */
export function toAsk(group: Group, instruments: readonly Instrument[], interviews: Desk['interviews']): ToAsk[] {
  const known = new Set(instruments.map((instrument) => instrument.name));
  return group.due
    .filter((due) => known.has(due.instrument))
    .map((due: Due) => {
      const asked = { group: group.id, seat: due.seat, wave: due.wave, instrument: due.instrument };
      const name = group.people.find((person) => person.seat === due.seat)?.name ?? String(due.seat);
      return { ...asked, name, answered: interviews.get(interviewKey(asked))?.answers.size ?? 0 };
    })
    .sort((one, other) => one.seat - other.seat || one.instrument.localeCompare(other.instrument));
}

/**
 * The language an interview is held in: the group's own where the wording is loaded in it, else the phone's, else any
 * that is loaded; where none is, our short labels are read in the phone's language.
 */
export function languageOf(
  instrument: Instrument,
  group: Group,
  phone: Language,
): { language: Language; worded: boolean } {
  const complete = (language: Language) => instrument.items.every((item) => (item.text[language] ?? '') !== '');
  const found = [group.language, phone, ...LANGUAGES].find(complete);
  return found === undefined ? { language: phone, worded: false } : { language: found, worded: true };
}

export function wordsIn(texts: ByLanguage, language: Language): string {
  return texts[language] ?? texts.en ?? Object.values(texts)[0] ?? '';
}

/** How many of how many pebbles an answer fills: the more of it, the fuller. Null for yes and no. */
export function pebbles(option: Option, options: readonly Option[]): { full: number; all: number } | null {
  const values = [...new Set(options.map(({ value }) => value))].sort((one, other) => one - other);
  return values.length <= 2 ? null : { full: values.indexOf(option.value), all: values.length - 1 };
}
