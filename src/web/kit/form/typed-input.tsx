import type { ReactNode } from "react";
import { classes } from "../classes.ts";
import { controlHeight, controlLook, Field, type ControlProps } from "./field.tsx";
import { useTypedText, type Reading } from "./use-typed-text.ts";

interface TypedInputProps<T> extends ControlProps<T | undefined> {
  readonly write: (value: T) => string;
  readonly read: (text: string) => Reading<T>;
  readonly inputMode: "numeric" | "decimal";
  readonly unit?: ReactNode;
  readonly placeholder?: string;
}

/** The common part of the inputs for numbers: text at the end of the line, its unit behind it. */
export function TypedInput<T>({ label, hint, error, isOptional = false, isLabelHidden = false, ...control }: TypedInputProps<T>) {
  const { value, onChange, write, read, unit, isDisabled, ...rest } = control;
  const { text, fault, isUnreadable, understood, onText, onLeave } = useTypedText({ value, onChange, write, read });
  return (
    <Field label={label} hint={hint} error={fault ?? error} isOptional={isOptional} isLabelHidden={isLabelHidden}>
      {(wiring) => (
        <>
          <div className="flex min-w-0">
            <input
              {...rest}
              {...wiring}
              type="text"
              autoComplete="off"
              value={text}
              disabled={isDisabled}
              required={!isOptional}
              data-unreadable={isUnreadable ? "" : undefined}
              onBlur={onLeave}
              onChange={(event) => onText(event.currentTarget.value)}
              className={classes(controlLook, controlHeight, "text-right", unit !== undefined && "rounded-r-none")}
            />
            {unit !== undefined && (
              <span className="flex items-center rounded-r-md border border-l-0 border-control bg-sunken px-2.5 whitespace-nowrap text-muted">
                {unit}
              </span>
            )}
          </div>
          {understood !== undefined && <output className="text-right text-sm text-muted">= {understood}</output>}
        </>
      )}
    </Field>
  );
}
