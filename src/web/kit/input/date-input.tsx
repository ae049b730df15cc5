import { controlHeight, controlLook, Field, type ControlProps } from "../form/field.tsx";
import { classes } from "../classes.ts";

interface DateInputProps extends ControlProps<string> {
  /** The first and last day that may be chosen, YYYY-MM-DD. */
  readonly min?: string;
  readonly max?: string;
}

/** A calendar day, YYYY-MM-DD; empty text for none. Say in the hint in whose zone it counts, unless it is the brand's. */
export function DateInput({ label, hint, error, isOptional = false, isLabelHidden = false, ...control }: DateInputProps) {
  const { value, onChange, isDisabled, ...rest } = control;
  return (
    <Field label={label} hint={hint} error={error} isOptional={isOptional} isLabelHidden={isLabelHidden}>
      {(wiring) => (
        <input
          {...rest}
          {...wiring}
          type="date"
          value={value}
          disabled={isDisabled}
          required={!isOptional}
          onChange={(event) => onChange(event.currentTarget.value)}
          className={classes(controlLook, controlHeight)}
        />
      )}
    </Field>
  );
}
