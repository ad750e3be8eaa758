import type { ComponentChildren } from 'preact';

interface OneProps<Code extends string> {
  readonly legend: string;
  readonly name: string;
  readonly codes: readonly Code[];
  readonly chosen: Code | null;
  readonly nameOf: (code: Code) => string;
  readonly signOf?: (code: Code) => ComponentChildren;
  readonly choose: (code: Code) => void;
  readonly problem?: string | undefined;
}

/** Choose one: native radio buttons, each a large target. */
export function ChooseOne<Code extends string>(props: OneProps<Code>) {
  return (
    <fieldset class="choices">
      <legend>{props.legend}</legend>
      {props.problem !== undefined && (
        <p class="problem" role="alert">
          {props.problem}
        </p>
      )}
      {props.codes.map((code) => (
        <label key={code} class="choice">
          <input
            type="radio"
            name={props.name}
            autocomplete="off"
            value={code}
            checked={props.chosen === code}
            onChange={() => props.choose(code)}
          />
          <span class="choice-face">
            {props.signOf?.(code)}
            {props.nameOf(code)}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface ManyProps<Code extends string> {
  readonly legend: string;
  readonly codes: readonly Code[];
  readonly chosen: ReadonlySet<Code>;
  readonly nameOf: (code: Code) => string;
  readonly toggle: (code: Code) => void;
  /** Drawn under a chosen one. */
  readonly under?: (code: Code) => ComponentChildren;
}

/** Choose any: native check boxes, each a large target. */
export function ChooseMany<Code extends string>(props: ManyProps<Code>) {
  return (
    <fieldset class="choices">
      <legend>{props.legend}</legend>
      {props.codes.map((code) => (
        <div key={code} class="choice-many">
          <label class="choice">
            <input
              type="checkbox"
              autocomplete="off"
              checked={props.chosen.has(code)}
              onChange={() => props.toggle(code)}
            />
            <span class="choice-face">{props.nameOf(code)}</span>
          </label>
          {props.chosen.has(code) && props.under?.(code)}
        </div>
      ))}
    </fieldset>
  );
}
