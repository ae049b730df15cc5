import { Combobox as Base } from "@base-ui/react/combobox";
import { Check, ChevronDown } from "lucide-react";
import { classes } from "../classes.ts";
import { controlHeight, controlLook, Field, type ControlProps } from "../form/field.tsx";

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** A second line: a handle, a host. */
  readonly detail?: string;
}

interface ComboboxProps extends ControlProps<string | undefined> {
  readonly choices: readonly Choice[];
  readonly placeholder?: string;
  /** Shown when nothing fits what is typed. */
  readonly emptyText?: string;
  /** For long lists: what was typed, so that the choices can be asked of the server, which then narrows them. */
  readonly onSearch?: (text: string) => void;
}

function ChoiceItem({ choice }: { readonly choice: Choice }) {
  return (
    <Base.Item
      value={choice}
      className="grid cursor-pointer grid-cols-[1fr_1rem] items-center gap-2 rounded-md px-2.5 py-1.5 outline-none select-none data-highlighted:bg-sunken pointer-coarse:py-2.5"
    >
      <span className="min-w-0">
        <span className="block truncate">{choice.label}</span>
        {choice.detail !== undefined && <span className="block truncate text-sm text-muted">{choice.detail}</span>}
      </span>
      <Base.ItemIndicator>
        <Check aria-hidden className="size-4 text-accent" />
      </Base.ItemIndicator>
    </Base.Item>
  );
}

function ChoiceList({ emptyText }: { readonly emptyText: string }) {
  return (
    <Base.Portal>
      <Base.Positioner sideOffset={4} className="z-50 outline-none">
        <Base.Popup className="w-(--anchor-width) max-w-(--available-width) min-w-56 rounded-lg border border-line-strong bg-raised text-ink shadow-overlay">
          <Base.Empty className="px-3 py-2 text-muted empty:hidden">{emptyText}</Base.Empty>
          <Base.List className="max-h-[min(20rem,var(--available-height))] overflow-y-auto overscroll-contain p-1 outline-none data-empty:hidden">
            {(choice: Choice) => <ChoiceItem key={choice.value} choice={choice} />}
          </Base.List>
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

/** Without a label it is a filter: its placeholder, "All creators", is what holds as long as nothing is chosen. */
const filterLook = "placeholder:text-ink placeholder:opacity-100";

/** One of many: type to narrow the list. */
export function Combobox({ label, hint, error, isOptional = false, isLabelHidden = false, ...control }: ComboboxProps) {
  const { value, onChange, isDisabled = false, choices, placeholder, emptyText = "Nothing fits.", onSearch, name } = control;
  const chosen = choices.find((choice) => choice.value === value) ?? null;
  return (
    <Base.Root
      items={choices}
      value={chosen}
      disabled={isDisabled}
      {...(name === undefined ? {} : { name })}
      {...(onSearch === undefined ? {} : { onInputValueChange: (text: string) => onSearch(text), filter: null })}
      onValueChange={(choice: Choice | null) => onChange(choice?.value)}
      isItemEqualToValue={(a: Choice, b: Choice) => a.value === b.value}
    >
      <Field label={label} hint={hint} error={error} isOptional={isOptional} isLabelHidden={isLabelHidden}>
        {(wiring) => (
          <Base.InputGroup className="relative min-w-0">
            <Base.Input
              {...wiring}
              placeholder={placeholder}
              className={classes(controlLook, controlHeight, "truncate pr-8", isLabelHidden && filterLook)}
            />
            <Base.Trigger
              aria-label={`Show all: ${label}`}
              className="absolute inset-y-0 right-0 flex w-8 items-center justify-center text-muted"
            >
              <ChevronDown aria-hidden className="size-4" />
            </Base.Trigger>
          </Base.InputGroup>
        )}
      </Field>
      <ChoiceList emptyText={emptyText} />
    </Base.Root>
  );
}
