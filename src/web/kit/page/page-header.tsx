import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import type { Path } from "../../paths.ts";
import { GuideLink } from "../action/guide-link.tsx";
import type { GuidePage } from "../action/guide-titles.ts";
import { TextLink } from "../action/text-link.tsx";

export interface Crumb {
  readonly label: string;
  readonly to: Path;
}

interface PageHeaderProps {
  /** What this screen is, or the name of the thing on it. Also the title of the browser's tab. */
  readonly title: string;
  /** One sentence below the title: what one does here, or the state of the thing. */
  readonly lead?: ReactNode;
  /** The page of the guide that explains this screen. */
  readonly guide?: GuidePage;
  /** A `Badge` beside the title. */
  readonly badge?: ReactNode;
  /** The way back up, without this screen itself. */
  readonly crumbs?: readonly Crumb[];
  /** At most one primary button, and what stands beside it. */
  readonly actions?: ReactNode;
}

function Crumbs({ crumbs }: { readonly crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumbs" className="mb-1">
      <ol className="flex flex-wrap items-center gap-1 text-sm text-muted">
        {crumbs.map((crumb, index) => (
          <li key={crumb.to} className="inline-flex min-w-0 items-center gap-1 wrap-anywhere">
            {index > 0 && <ChevronRight aria-hidden className="size-3.5 shrink-0" />}
            <TextLink to={crumb.to}>{crumb.label}</TextLink>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The head of every screen: where one is, and what can be done here. */
export function PageHeader({ title, lead, guide, badge, crumbs = [], actions }: PageHeaderProps) {
  return (
    <header className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <title>{`${title} · Vouch`}</title>
      <div className="min-w-0 flex-1 basis-72">
        {crumbs.length > 0 && <Crumbs crumbs={crumbs} />}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 text-xl font-semibold tracking-tight break-words">{title}</h1>
          {badge}
        </div>
        {(lead !== undefined || guide !== undefined) && (
          <p className="mt-1 max-w-[72ch] text-pretty text-muted">
            {lead} {guide !== undefined && <GuideLink page={guide} />}
          </p>
        )}
      </div>
      {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
