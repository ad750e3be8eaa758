import { numberIn } from './lib';

/** Touched, it calls; a person who is reached in another way is named. */
export function OnCall({ call }: { readonly call: string }) {
  const number = numberIn(call);
  if (call === '') return null;
  if (number === null) return <strong class="call late">{call}</strong>;
  return (
    <a class="link-big call" href={`tel:${number}`}>
      {call}
    </a>
  );
}
