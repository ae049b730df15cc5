import { classes } from "../classes.ts";
import { controlHeight, controlLook, Field, type ControlProps } from "../form/field.tsx";
import { instantOfLocal, localTimeOf } from "./local-time.ts";
import { zoneName } from "./time-text.ts";
import { useZone } from "./zone.ts";

/** A day and a time by the brand's clock, which it names. The value is the instant in UTC; undefined for none. */
export function InstantInput({
  label,
  hint,
  error,
  isOptional = false,
  isLabelHidden = false,
  ...control
}: ControlProps<string | undefined>) {
  const { value, onChange, isDisabled, ...rest } = control;
  const zone = useZone();
  return (
    <Field label={label} hint={hint} error={error} isOptional={isOptional} isLabelHidden={isLabelHidden}>
      {(wiring) => (
        <div className="flex min-w-0">
          <input
            {...rest}
            {...wiring}
            type="datetime-local"
            value={value === undefined ? "" : localTimeOf(value, zone)}
            disabled={isDisabled}
            required={!isOptional}
            onChange={(event) => onChange(instantOfLocal(event.currentTarget.value, zone))}
            className={classes(controlLook, controlHeight, "rounded-r-none")}
          />
          <span className="flex items-center rounded-r-md border border-l-0 border-control bg-sunken px-2.5 whitespace-nowrap text-muted">
            {zoneName(value ?? new Date().toISOString(), zone)}
          </span>
        </div>
      )}
    </Field>
  );
}
