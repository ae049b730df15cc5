import { Link, useLocation } from "@tanstack/react-router";
import { classes } from "../kit/classes.ts";
import { isCurrent, type Place } from "./places.ts";

/** An entry of the side navigation. */
export function PlaceLink({ place }: { readonly place: Place }) {
  const current = isCurrent(place, useLocation().pathname);
  const Icon = place.icon;
  return (
    <Link
      to={place.to}
      aria-current={current ? "page" : undefined}
      className={classes(
        "flex items-center gap-2.5 rounded-md px-2.5 py-1.5 font-medium transition-colors pointer-coarse:py-2.5",
        current ? "bg-accent-soft text-accent" : "text-muted hover:bg-sunken hover:text-ink",
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {place.label}
    </Link>
  );
}

/** An entry of the bar at the foot of a phone. */
export function PlaceTab({ place }: { readonly place: Place }) {
  const current = isCurrent(place, useLocation().pathname);
  const Icon = place.icon;
  return (
    <Link
      to={place.to}
      aria-current={current ? "page" : undefined}
      className={classes(
        "flex min-w-0 flex-1 flex-col items-center gap-0.5 rounded-md pt-2 pb-1.5 text-xs font-medium",
        current ? "text-accent" : "text-muted",
      )}
    >
      <Icon aria-hidden className="size-5" />
      <span className="max-w-full truncate">{place.shortLabel}</span>
    </Link>
  );
}
