import { Unknown } from "../value/money.tsx";
import { calendarDayText } from "./time-text.ts";

/** A calendar day (YYYY-MM-DD), as it stands. */
export function Day({ on }: { readonly on: string | null | undefined }) {
  if (on === null || on === undefined) return <Unknown />;
  return (
    <time dateTime={on} className="whitespace-nowrap">
      {calendarDayText(on)}
    </time>
  );
}
