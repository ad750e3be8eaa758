import type { ComponentChildren } from 'preact';
import { Link } from '../ui/Link';
import { say } from '../words';

interface Props {
  readonly title: string;
  /** The page on which it can be changed. */
  readonly change: string;
  readonly children: ComponentChildren;
}

/** A part of what was entered, looked at once more before it is saved. */
export function Part({ title, change, children }: Props) {
  return (
    <section class="part">
      <div class="part-head">
        <h2>{title}</h2>
        <Link to={change} how="inFlow" label={`${say('phone.change')}: ${title}`}>
          {say('phone.change')}
        </Link>
      </div>
      {children}
    </section>
  );
}
