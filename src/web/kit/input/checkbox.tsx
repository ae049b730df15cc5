import { useId, type ReactNode } from "react";

interface CheckboxProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly name?: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
  readonly isDisabled?: boolean;
}

/** Yes or no, taken up when the form is sent. */
export function Checkbox({ label, hint, error, name, value, onChange, isDisabled }: CheckboxProps) {
  const id = useId();
  const said = hint !== undefined || error !== undefined;
  return (
    <div className="flex items-start gap-2">
      <input
        id={id}
        type="checkbox"
        name={name}
        checked={value}
        disabled={isDisabled}
        aria-describedby={said ? `${id}-hint` : undefined}
        aria-invalid={error === undefined ? undefined : true}
        onChange={(event) => onChange(event.currentTarget.checked)}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <div className="min-w-0">
        <label htmlFor={id} className={isDisabled === true ? "text-muted" : undefined}>
          {label}
        </label>
        {said && (
          <div id={`${id}-hint`} className="text-sm text-muted">
            {hint}
            {error !== undefined && <p className="text-bad">{error}</p>}
          </div>
        )}
      </div>
    </div>
  );
}
