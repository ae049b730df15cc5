import { classes } from "../classes.ts";

/** `primary`: the one thing to do here. `plain`: beside it. `quiet`: in rows and bars. `danger`: takes something away. */
export type ButtonVariant = "primary" | "plain" | "quiet" | "danger";
export type ButtonSize = "small" | "medium";

const looks: Record<ButtonVariant, string> = {
  primary: "bg-accent text-on-accent border-transparent hover:bg-accent-strong",
  plain: "bg-surface text-ink border-line-strong hover:bg-sunken",
  quiet: "bg-transparent text-ink border-transparent hover:bg-sunken",
  danger: "bg-bad text-on-bad border-transparent hover:opacity-90",
};

const sizes: Record<ButtonSize, string> = {
  small: "h-7 px-2 gap-1 text-sm pointer-coarse:h-9",
  medium: "h-8 px-3 gap-1.5 text-base pointer-coarse:h-10",
};

/** The classes that make something look like a button. */
export function buttonLook(variant: ButtonVariant = "plain", size: ButtonSize = "medium"): string {
  return classes(
    "inline-flex shrink-0 items-center justify-center rounded-md border font-medium whitespace-nowrap select-none transition-colors",
    "disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55",
    looks[variant],
    sizes[size],
  );
}
