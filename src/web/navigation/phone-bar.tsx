import { useLocation } from "@tanstack/react-router";
import { Menu as MenuIcon } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { usePaths } from "../session.ts";
import { placesOf } from "./places.ts";
import { PlaceTab } from "./place-link.tsx";
import { WorkspaceSwitcher } from "./workspace-switcher.tsx";

const PlacesDrawer = lazy(() => import("./places-drawer.tsx").then((module) => ({ default: module.PlacesDrawer })));
const tabLabels = ["Overview", "Programs", "Creators", "Orders"];

/** Open only at the address where it was opened: going somewhere closes it. */
function useDrawer() {
  const [openAt, setOpenAt] = useState<string>();
  const { pathname } = useLocation();
  return { isOpen: openAt === pathname, open: () => setOpenAt(pathname), close: () => setOpenAt(undefined) };
}

/** On a narrow screen: the workspace above, the main places under the thumb, everything else in a drawer. */
export function PhoneBar() {
  const drawer = useDrawer();
  const places = placesOf(usePaths());
  return (
    <>
      <header className="border-b border-line px-2.5 py-1.5 lg:hidden">
        <WorkspaceSwitcher />
      </header>
      <nav
        aria-label="Main"
        className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-surface px-1 pb-[env(safe-area-inset-bottom)] lg:hidden"
      >
        {places
          .filter((place) => tabLabels.includes(place.label))
          .map((place) => (
            <PlaceTab key={place.to} place={place} />
          ))}
        <button
          type="button"
          onClick={drawer.open}
          className="flex min-w-0 flex-1 flex-col items-center gap-0.5 rounded-md pt-2 pb-1.5 text-xs font-medium text-muted"
        >
          <MenuIcon aria-hidden className="size-5" />
          More
        </button>
      </nav>
      <Suspense>
        <PlacesDrawer isOpen={drawer.isOpen} onClose={drawer.close} />
      </Suspense>
    </>
  );
}
