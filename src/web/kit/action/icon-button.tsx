import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { classes } from "../classes.ts";
import { Tooltip } from "../overlay/tooltip.tsx";

interface IconButtonProps extends Omit<ComponentProps<"button">, "children" | "className" | "aria-label" | "title"> {
  readonly icon: LucideIcon;
  /** What it does; read aloud, and shown when pointed at. */
  readonly label: string;
  readonly isPressed?: boolean;
}

/** A button with a picture only; its label is always there for those who do not see the picture. */
export function IconButton({ icon: Icon, label, isPressed, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        aria-pressed={isPressed}
        className={classes(
          "inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted transition-colors hover:bg-sunken hover:text-ink",
          "disabled:cursor-not-allowed disabled:opacity-55 pointer-coarse:size-10",
          isPressed === true && "bg-accent-soft text-accent",
        )}
      >
        <Icon aria-hidden className="size-4" />
      </button>
    </Tooltip>
  );
}
