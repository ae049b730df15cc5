import { Outlet, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { LiveNotice } from "../live/live-notice.tsx";
import { useLiveFigures } from "../live/use-live-figures.ts";
import { usePaths, useWorkspace } from "../session.ts";
import { placesOf } from "../navigation/places.ts";
import { PhoneBar } from "../navigation/phone-bar.tsx";
import { PlaceLink } from "../navigation/place-link.tsx";
import { NoticeBar } from "./notice-bar.tsx";
import { SampleBanner } from "./sample-banner.tsx";
import { SideFoot } from "../navigation/side-foot.tsx";
import { WorkspaceSwitcher } from "../navigation/workspace-switcher.tsx";

/** After going to another screen the focus stands at its beginning, where those who listen start to read. */
function useFocusOnArrival() {
  const main = useRef<HTMLElement>(null);
  const arrived = useRef<string>(undefined);
  const { pathname } = useLocation();
  useEffect(() => {
    if (arrived.current !== undefined && arrived.current !== pathname) main.current?.focus({ preventScroll: true });
    arrived.current = pathname;
  }, [pathname]);
  return main;
}

function SideNavigation() {
  const places = placesOf(usePaths());
  return (
    <header className="sticky top-0 hidden h-dvh w-56 shrink-0 flex-col border-r border-line bg-paper p-3 lg:flex">
      <WorkspaceSwitcher />
      <nav aria-label="Main" className="mt-3 flex min-h-0 flex-1 flex-col gap-px overflow-y-auto">
        {places.map((place) => (
          <PlaceLink key={place.to} place={place} />
        ))}
      </nav>
      <SideFoot />
    </header>
  );
}

/** The frame around every screen of a workspace: the way to the others, and the screen. */
export function AppFrame() {
  const main = useFocusOnArrival();
  const workspace = useWorkspace();
  const isLost = useLiveFigures(workspace.id);
  return (
    <div className="flex min-h-dvh">
      <a
        href="#main"
        className="fixed top-2 left-2 z-70 -translate-y-16 rounded-md bg-accent px-3 py-2 font-medium text-on-accent focus:translate-y-0"
      >
        Skip to the content
      </a>
      <SideNavigation />
      <div className="flex min-w-0 flex-1 flex-col max-lg:pb-20">
        {workspace.is_sample && <SampleBanner />}
        <PhoneBar />
        <NoticeBar />
        <LiveNotice isLost={isLost} />
        <main ref={main} id="main" tabIndex={-1} className="mx-auto w-full max-w-7xl min-w-0 flex-1 px-4 py-5 outline-none sm:px-6 sm:py-6">
          <Outlet />
        </main>
      </div>
    </div>
  );
}
