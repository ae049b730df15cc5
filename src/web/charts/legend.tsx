import { colourOf, type Series } from "./series.ts";

/** Which colour is what. */
export function Legend({ series }: { readonly series: readonly Series[] }) {
  return (
    <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
      {series.map((each, index) => (
        <li key={each.key} className="inline-flex items-center gap-1.5">
          <svg viewBox="0 0 10 10" aria-hidden className="size-2.5 shrink-0">
            <rect width="10" height="10" rx="2" fill={colourOf(each, index)} />
          </svg>
          {each.label}
        </li>
      ))}
    </ul>
  );
}
