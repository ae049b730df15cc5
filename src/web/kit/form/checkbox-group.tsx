import { useId, type ReactNode } from "react";
import { Checkbox } from "../input/checkbox.tsx";

interface CheckboxGroupProps<T extends string> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly value: readonly T[];
  readonly onChange: (value: T[]) => void;
  readonly options: readonly { readonly value: T; readonly label: string; readonly hint?: ReactNode }[];
}

/** Some of a few; each can be on or off. The value keeps the order of the options. */
export function CheckboxGroup<T extends string>({ label, hint, error, value, onChange, options }: CheckboxGroupProps<T>) {
  const id = useId();
  const said = hint !== undefined || error !== undefined;
  const flip = (flipped: T, isOn: boolean) =>
    onChange(options.map((option) => option.value).filter((each) => (each === flipped ? isOn : value.includes(each))));
  return (
    <fieldset aria-describedby={said ? `${id}-hint` : undefined} className="min-w-0">
      <legend className="mb-1 text-sm font-medium">{label}</legend>
      <div className="flex flex-col gap-1.5">
        {options.map((option) => (
          <Checkbox
            key={option.value}
            label={option.label}
            hint={option.hint}
            value={value.includes(option.value)}
            onChange={(isOn) => flip(option.value, isOn)}
          />
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
