import { CircleAlert } from "lucide-react";
import { useId, type ReactNode } from "react";

/** What every labelled input takes. */
export interface FieldProps {
  readonly label: string;
  /** What to write and what it does, in a sentence. */
  readonly hint?: ReactNode;
  /** What is wrong with the value. */
  readonly error?: string | undefined;
  /** It may be left empty; the label says so. Fields are required unless they say otherwise. */
  readonly isOptional?: boolean;
  /** The label is read aloud only: for a filter or a cell where the place says what it is. */
  readonly isLabelHidden?: boolean;
}

/** What an input also takes: its value and how it changes. */
export interface ControlProps<T> extends FieldProps {
  readonly name?: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly isDisabled?: boolean;
}

/** What joins the control to its label, hint and error. */
export interface FieldWiring {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

interface FieldFrameProps extends FieldProps {
  readonly children: (wiring: FieldWiring) => ReactNode;
}

/** A label above, the control, a hint and what is wrong below; joined for those who listen. */
export function Field({ label, hint, error, isOptional = false, isLabelHidden = false, children }: FieldFrameProps) {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter((part) => part !== false);
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className={isLabelHidden ? "sr-only" : "text-sm font-medium text-ink"}>
        {label}
        {isOptional && <span className="font-normal text-muted"> (optional)</span>}
      </label>
      {children({
        id,
        "aria-describedby": described.length === 0 ? undefined : described.join(" "),
        "aria-invalid": error === undefined ? undefined : true,
      })}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error !== undefined && <FieldError id={`${id}-error`} error={error} />}
    </div>
  );
}

function FieldError({ id, error }: { readonly id: string; readonly error: string }) {
  return (
    <p id={id} className="flex items-start gap-1 text-sm text-bad">
      <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span className="min-w-0 break-words">{error}</span>
    </p>
  );
}

/** The box of a text-like control. Text is 16 px under a finger, so that a phone does not zoom in. */
export const controlLook =
  "w-full min-w-0 rounded-md border border-control bg-surface px-2.5 text-base text-ink transition-colors pointer-coarse:text-[16px] " +
  "hover:border-ink focus-visible:border-accent focus-visible:outline-offset-0 aria-invalid:border-bad " +
  "disabled:cursor-not-allowed disabled:border-line-strong disabled:bg-sunken disabled:text-muted";
/** The height of a one-line control, equal to a button's. */
export const controlHeight = "h-8 pointer-coarse:h-10";
