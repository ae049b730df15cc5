import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useIsAtLeast } from "../role.ts";
import { usePaths } from "../session.ts";

/** The parts that the person's role can read. */
function useParts() {
  const to = usePaths();
  const [isManager, isAdmin] = [useIsAtLeast("manager"), useIsAtLeast("admin")];
  return [
    { label: "Members", to: to.members(), isOpen: true },
    { label: "API keys", to: to.keys(), isOpen: isAdmin },
    { label: "Stores", to: to.stores(), isOpen: true },
    { label: "Connections", to: to.connections(), isOpen: true },
    { label: "Platforms", to: to.platforms(), isOpen: true },
    { label: "Surveys", to: to.surveys(), isOpen: true },
    { label: "Domains", to: to.domains(), isOpen: true },
    { label: "Webhooks", to: to.webhooks(), isOpen: isManager },
    { label: "Accounting", to: to.accounting(), isOpen: true },
    { label: "Audit log", to: to.audit(), isOpen: isAdmin },
    { label: "Creators’ data", to: to.privacy(), isOpen: true },
    { label: "Shared reports", to: to.shares(), isOpen: true },
    { label: "Vetting", to: to.vettingSettings(), isOpen: true },
    { label: "Notices", to: to.notices(), isOpen: true },
    { label: "My account", to: to.account(), isOpen: true },
  ].filter((part) => part.isOpen);
}

/** On a phone the parts lie in a row that scrolls: the open one comes into sight. */
function useOpenPartInSight() {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    nav.current?.querySelector("[data-status=active]")?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [pathname]);
  return nav;
}

/** The parts of the settings beside (on a phone above) the one that is open. */
export function SettingsLayout() {
  const parts = useParts();
  const nav = useOpenPartInSight();
  return (
    <div className="flex flex-col gap-5 lg:flex-row lg:gap-8">
      <nav ref={nav} aria-label="Settings" className="-mx-4 flex shrink-0 gap-1 overflow-x-auto px-4 lg:mx-0 lg:w-40 lg:flex-col lg:px-0">
        {parts.map((part) => (
          <Link
            key={part.to}
            to={part.to}
            className="rounded-md px-2.5 py-1.5 font-medium whitespace-nowrap text-muted hover:bg-sunken hover:text-ink data-[status=active]:bg-sunken data-[status=active]:text-ink pointer-coarse:py-2.5"
          >
            {part.label}
          </Link>
        ))}
      </nav>
      <div className="min-w-0 flex-1">
        <Outlet />
      </div>
    </div>
  );
}
