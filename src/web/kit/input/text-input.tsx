import type { HTMLInputAutoCompleteAttribute, ReactNode } from "react";
import { controlHeight, controlLook, Field, type ControlProps } from "../form/field.tsx";
import { classes } from "../classes.ts";

interface TextInputProps extends ControlProps<string> {
  readonly type?: "text" | "email" | "password" | "search" | "url";
  readonly placeholder?: string;
  readonly autoComplete?: HTMLInputAutoCompleteAttribute;
  readonly inputMode?: "text" | "numeric" | "decimal" | "email" | "url";
  readonly maxLength?: number;
  /** Letters of equal width: for keys, codes and hosts. */
  readonly isMono?: boolean;
  /** Fixed text before the value inside of the box, such as `https://`. */
  readonly prefix?: ReactNode;
}

/** One line of text. */
export function TextInput({ label, hint, error, isOptional = false, isLabelHidden = false, ...control }: TextInputProps) {
  const { value, onChange, isDisabled, isMono = false, prefix, type = "text", ...rest } = control;
  return (
    <Field label={label} hint={hint} error={error} isOptional={isOptional} isLabelHidden={isLabelHidden}>
      {(wiring) => (
        <div className="flex min-w-0">
          {prefix !== undefined && (
            <span className="flex items-center rounded-l-md border border-r-0 border-control bg-sunken px-2.5 text-muted whitespace-nowrap">
              {prefix}
            </span>
          )}
          <input
            {...rest}
            {...wiring}
            type={type}
            value={value}
            disabled={isDisabled}
            required={!isOptional}
            onChange={(event) => onChange(event.currentTarget.value)}
            className={classes(controlLook, controlHeight, isMono && "font-mono", prefix !== undefined && "rounded-l-none")}
          />
        </div>
      )}
    </Field>
  );
}
