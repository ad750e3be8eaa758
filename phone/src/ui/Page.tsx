import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { say } from '../words';
import { go, goBack } from './router';

interface Props {
  readonly title: string;
  /** A short line above the title: the group, the step. */
  readonly above?: string;
  /** Where back leads; left out on the first page. */
  readonly back?: string;
  readonly children: ComponentChildren;
}

/** One screen: a way back, one heading that says what it is about, and one thing to do. */
export function Page({ title, above, back, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Before the screen is painted: whoever is quick would otherwise lose the field that they already type in.
  useLayoutEffect(() => {
    // Browsers keep the titles of pages in their history, unsealed: ours never says a name.
    document.title = 'Tuvurane';
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <main class="page">
      {back !== undefined && <BackLink to={back} />}
      {above !== undefined && <p class="above">{above}</p>}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </main>
  );
}

/** Goes where the back gesture goes; its address is for who opens the page afresh. */
function BackLink({ to }: { readonly to: string }) {
  const back = (event: Event) => {
    event.preventDefault();
    if (history.state === null) go(to);
    else goBack();
  };
  return (
    <a class="back" href={`#${to}`} onClick={back}>
      <svg class="back-sign" viewBox="0 0 12 20" width="12" height="20" aria-hidden="true">
        <path d="M10 2L2 10L10 18" />
      </svg>
      {say('phone.back')}
    </a>
  );
}
