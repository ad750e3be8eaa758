import type { Language } from '../../records/codes';
import { Page } from '../../ui/Page';
import { CHOICES, say } from '../../words';

interface Props {
  readonly language: Language;
  readonly speak: (language: Language) => Promise<void>;
  /** Where to go once a language is chosen. */
  readonly then: () => void;
  readonly back?: string;
}

/** In which language the phone speaks. Each language is written in itself; an unread draft says so. */
export function LanguageScreen({ language: spoken, speak, then, back }: Props) {
  const choose = (language: Language) => {
    void speak(language).then(then);
  };
  return (
    <Page title={say('phone.language.title')} {...(back === undefined ? {} : { back })}>
      <ul class="languages">
        {CHOICES.map(({ language, name, draft }) => (
          <li key={language}>
            <button
              type="button"
              class="language"
              lang={language}
              aria-pressed={spoken === language}
              onClick={() => choose(language)}
            >
              {draft === '' ? name : `${name} — ${draft}`}
            </button>
          </li>
        ))}
      </ul>
    </Page>
  );
}
