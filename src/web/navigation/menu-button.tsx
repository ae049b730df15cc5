import type { ComponentProps } from "react";
import { classes } from "../kit/classes.ts";

/** A wide button of the side navigation that opens a menu. */
export function MenuButton({ className, ...rest }: ComponentProps<"button">) {
  return (
    <button
      type="button"
      {...rest}
      className={classes("flex w-full min-w-0 items-center gap-2.5 rounded-md text-left hover:bg-sunken", className)}
    />
  );
}
