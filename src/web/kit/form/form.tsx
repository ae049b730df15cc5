import { useEffect, useRef, type ReactNode, type SubmitEvent } from "react";
import { Button } from "../action/button.tsx";
import type { ButtonVariant } from "../action/button-look.ts";
import { FormProblem } from "./form-problem.tsx";
import type { FormState } from "./use-form.ts";

/** A number that cannot be read says so when it is left; Enter does not leave it by itself. */
function sayFault(unreadable: HTMLElement | null): void {
  unreadable?.blur();
  unreadable?.focus();
}

interface FormProps<V extends object> {
  readonly form: FormState<V>;
  /** What pressing it does: "Create program". */
  readonly submitLabel: string;
  readonly submitVariant?: ButtonVariant;
  readonly onCancel?: () => void;
  /** The button takes the whole width: for a page that is nothing but this form. */
  readonly isFull?: boolean;
  readonly children: ReactNode;
}

/** Brings the eye and the focus to what is wrong. */
function focusFirstFault(form: HTMLFormElement): void {
  const place =
    form.querySelector<HTMLElement>('[aria-invalid="true"], :invalid:not(fieldset)') ??
    form.querySelector<HTMLElement>("[data-form-problem]");
  place?.focus();
}

/** In a dialog that scrolls the buttons stay in sight, below what there is to fill in. */
const rowLook =
  "flex flex-wrap items-center justify-end gap-2 in-data-dialog-body:sticky in-data-dialog-body:-bottom-4 in-data-dialog-body:-mx-5 " +
  "in-data-dialog-body:-mb-4 in-data-dialog-body:bg-raised in-data-dialog-body:px-5 in-data-dialog-body:py-3";

/** A form with its problems and its buttons. Enter sends it; a second press while it is on its way does nothing. */
export function Form<V extends object>({ form, submitLabel, submitVariant = "primary", onCancel, isFull = false, children }: FormProps<V>) {
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (form.problem !== undefined && element.current !== null) focusFirstFault(element.current);
  }, [form.problem]);

  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    // Enter in a search within the form narrows the list; it does not send the form.
    if (document.activeElement?.matches('input[type="search"]') === true) return undefined;
    const unreadable = event.currentTarget.querySelector<HTMLElement>("[data-unreadable]");
    if (form.isBusy || unreadable !== null) return sayFault(unreadable);
    return void form.send();
  };

  return (
    <form ref={element} noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
      {children}
      {form.problem !== undefined && <FormProblem problem={form.problem} others={form.otherFaults} />}
      <div className={isFull ? "grid" : rowLook}>
        {onCancel !== undefined && <Button onClick={onCancel}>Cancel</Button>}
        <Button type="submit" variant={submitVariant} isBusy={form.isBusy}>
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}
