/** The product's mark. */
export function Mark() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className="size-7 shrink-0">
      <rect width="32" height="32" rx="7" className="fill-accent" />
      <path
        d="M8 10.5 14.4 22 24 8.5"
        fill="none"
        strokeWidth="3.4"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-on-accent"
      />
      <path d="M8 26.2h16" strokeWidth="2" strokeLinecap="round" className="stroke-on-accent opacity-55" />
    </svg>
  );
}

/** The mark and the name, for pages outside of a workspace. */
export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2 text-lg font-semibold tracking-tight">
      <Mark />
      Vouch
    </span>
  );
}
