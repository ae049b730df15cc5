const shapes = { line: "h-3 w-20", wide: "h-3 w-40", block: "h-24 w-full", title: "h-6 w-56" } as const;

/** A grey place where something is about to appear. */
export function Skeleton({ shape = "line" }: { readonly shape?: keyof typeof shapes }) {
  return <span aria-hidden className={`block animate-pulse rounded-md bg-line ${shapes[shape]}`} />;
}
