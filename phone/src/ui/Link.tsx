import type { ComponentChildren } from 'preact';
import { go } from './router';

interface Props {
  readonly to: string;
  readonly how?: 'page' | 'inFlow';
  readonly look?: 'big' | 'quiet' | 'plain' | 'row';
  readonly label?: string;
  readonly children: ComponentChildren;
}

/** A link that looks like what it does: the one big verb of a page, a quieter one, or a row of a list. */
export function Link({ to, how = 'page', look = 'plain', label, children }: Props) {
  const follow = (event: Event) => {
    event.preventDefault();
    go(to, how);
  };
  return (
    <a class={`link-${look}`} href={`#${to}`} onClick={follow} aria-label={label}>
      {children}
    </a>
  );
}
