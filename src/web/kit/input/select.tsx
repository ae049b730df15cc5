import { ChevronDown } from "lucide-react";
import { controlHeight, controlLook, Field, type ControlProps } from "../form/field.tsx";
import { classes } from "../classes.ts";

export interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly isDisabled?: boolean;
}

interface SelectProps<T extends string> extends ControlProps<T> {
  readonly options: readonly Option<T>[];
}

/** One of a few (up to about twelve). The device's own list: it is the one people know, and it works under a thumb. */
export function Select<T extends string>({ label, hint, error, isOptional = false, isLabelHidden = false, ...control }: SelectProps<T>) {
  const { value, onChange, isDisabled, options, name } = control;
  const choose = (text: string) => {
    const chosen = options.find((option) => option.value === text);
    if (chosen !== undefined) onChange(chosen.value);
  };
  return (
    <Field label={label} hint={hint} error={error} isOptional={isOptional} isLabelHidden={isLabelHidden}>
      {(wiring) => (
        <div className="relative min-w-0">
          <select
            {...wiring}
            name={name}
            value={value}
            disabled={isDisabled}
            onChange={(event) => choose(event.currentTarget.value)}
            className={classes(controlLook, controlHeight, "appearance-none truncate pr-8")}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.isDisabled}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown aria-hidden className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-muted" />
        </div>
      )}
    </Field>
  );
}
