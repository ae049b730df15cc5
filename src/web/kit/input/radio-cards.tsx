import { useId, type ReactNode } from "react";

export interface CardOption<T extends string> {
  readonly value: T;
  readonly label: string;
  /** What choosing it means. */
  readonly hint?: ReactNode;
  readonly isDisabled?: boolean;
}

interface RadioCardsProps<T extends string> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly name?: string;
  readonly value: T | undefined;
  readonly onChange: (value: T) => void;
  readonly options: readonly CardOption<T>[];
}

/** One of a few, where each needs a sentence. */
export function RadioCards<T extends string>({ label, hint, error, name, value, onChange, options }: RadioCardsProps<T>) {
  const id = useId();
  const said = hint !== undefined || error !== undefined;
  return (
    <fieldset aria-describedby={said ? `${id}-hint` : undefined} className="min-w-0">
      <legend className="mb-1 text-sm font-medium">{label}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {options.map((option) => (
          <label
            key={option.value}
            className="flex min-w-0 items-start gap-2.5 rounded-lg border border-line-strong bg-surface p-3 hover:border-control has-disabled:cursor-not-allowed has-disabled:opacity-55 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={name ?? id}
              checked={option.value === value}
              disabled={option.isDisabled}
              onChange={() => onChange(option.value)}
              className="mt-0.5 size-4 shrink-0 accent-accent outline-none"
            />
            <span className="min-w-0">
              <span className="block font-medium">{option.label}</span>
              {option.hint !== undefined && <span className="block text-sm text-muted">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      {said && (
        <div id={`${id}-hint`} className="mt-1 text-sm text-muted">
          {hint}
          {error !== undefined && <p className="text-bad">{error}</p>}
        </div>
      )}
    </fieldset>
  );
}
