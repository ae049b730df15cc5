import { Link } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { Path } from "../../paths.ts";
import type { Search } from "../../search.ts";
import { buttonLook, type ButtonSize, type ButtonVariant } from "./button-look.ts";

interface ButtonLinkProps {
  readonly to: Path;
  readonly search?: Search;
  readonly children: ReactNode;
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  readonly icon?: LucideIcon;
}

/** A link that looks like a button: the main way on, where the way on is another screen. */
export function ButtonLink({ to, search, children, variant, size, icon: Icon }: ButtonLinkProps) {
  return (
    <Link to={to} search={search as never} className={buttonLook(variant, size)}>
      {Icon && <Icon aria-hidden className="size-4" />}
      {children}
    </Link>
  );
}
