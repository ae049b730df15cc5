import { Link, Outlet } from "@tanstack/react-router";
import { usePaths } from "../session.ts";

/** The parts of the settings beside (on a phone above) the one that is open. */
export function SettingsLayout() {
  const to = usePaths();
  const parts = [
    { label: "Members", to: to.members() },
    { label: "API keys", to: to.keys() },
    { label: "Stores", to: to.stores() },
    { label: "Domains", to: to.domains() },
    { label: "Webhooks", to: to.webhooks() },
    { label: "Audit log", to: to.audit() },
    { label: "My account", to: to.account() },
  ];
  return (
    <div className="flex flex-col gap-5 lg:flex-row lg:gap-8">
      <nav aria-label="Settings" className="-mx-4 flex shrink-0 gap-1 overflow-x-auto px-4 lg:mx-0 lg:w-40 lg:flex-col lg:px-0">
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
