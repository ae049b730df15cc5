import { Link } from "@tanstack/react-router";
import type { Path } from "../../paths.ts";

interface LinkTabsProps {
  /** What the tabs divide: "Links and codes". */
  readonly label: string;
  readonly tabs: readonly { readonly label: string; readonly to: Path }[];
}

/** Screens that belong together, side by side; each has an address of its own. Parts of one screen are `Tabs`. */
export function LinkTabs({ label, tabs }: LinkTabsProps) {
  return (
    <nav aria-label={label} className="mb-4 flex gap-1 overflow-x-auto border-b border-line">
      {tabs.map((tab) => (
        <Link
          key={tab.to}
          to={tab.to}
          className="-mb-px border-b-2 border-transparent px-3 py-2 font-medium whitespace-nowrap text-muted -outline-offset-2 hover:text-ink data-[status=active]:border-accent data-[status=active]:text-ink"
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
