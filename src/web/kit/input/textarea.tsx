import { controlLook, Field, type ControlProps } from "../form/field.tsx";
import { classes } from "../classes.ts";

interface TextareaProps extends ControlProps<string> {
  readonly rows?: number;
  readonly placeholder?: string;
  readonly maxLength?: number;
  readonly isMono?: boolean;
}

/** Several lines of text. */
export function Textarea({ label, hint, error, isOptional = false, isLabelHidden = false, ...control }: TextareaProps) {
  const { value, onChange, isDisabled, isMono = false, rows = 4, ...rest } = control;
  return (
    <Field label={label} hint={hint} error={error} isOptional={isOptional} isLabelHidden={isLabelHidden}>
      {(wiring) => (
        <textarea
          {...rest}
          {...wiring}
          rows={rows}
          value={value}
          disabled={isDisabled}
          required={!isOptional}
          onChange={(event) => onChange(event.currentTarget.value)}
          className={classes(controlLook, "py-1.5", isMono && "font-mono")}
        />
      )}
    </Field>
  );
}
