import { interviewWith, type Sitting } from '../../actions/ask';
import type { Interview } from '../../actions/desk';
import type { Language } from '../../records/codes';
import type { Group, Instrument } from '../../records/group';
import type { Asked } from '../../records/record';
import { useOffice } from '../desk';
import { languageOf } from './lib';

/** What every page of one questionnaire is about. */
export interface About {
  readonly group: Group;
  readonly asked: Asked;
  readonly instrument: Instrument;
  /** How the person is called. */
  readonly name: string;
}

interface Held {
  readonly sitting: Sitting;
  readonly interview: Interview;
  readonly language: Language;
  /** The owner's wording is loaded; without it our short labels are read. */
  readonly worded: boolean;
}

/** The interview of this page, as it is held now. */
export function useSitting({ group, asked, instrument }: About): Held {
  const { desk, phone } = useOffice();
  const { language, worded } = languageOf(instrument, group, phone.language);
  const screening = phone.screening.includes(group.id);
  const sitting = { asked, instrument, lang: language, screening, today: phone.today };
  return { sitting, interview: interviewWith(desk, sitting, phone.interviews), language, worded };
}
