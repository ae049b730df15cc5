import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Path } from "../../paths.ts";
import type { Search } from "../../search.ts";

const look = "text-accent underline decoration-accent/35 underline-offset-2 hover:decoration-accent rounded-xs";

interface TextLinkProps {
  readonly to: Path;
  readonly search?: Search;
  readonly children: ReactNode;
}

/** A link within the app. */
export function TextLink({ to, search, children }: TextLinkProps) {
  return (
    <Link to={to} search={search as never} className={look}>
      {children}
    </Link>
  );
}

/** A link out of the app, in a new tab, told nothing about where it was clicked. */
export function OutsideLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" className={look}>
      {children}
    </a>
  );
}
