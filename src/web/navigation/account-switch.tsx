import { useSuspenseQuery } from "@tanstack/react-query";
import { CircleUserRound } from "lucide-react";
import { lazy, Suspense } from "react";
import { sessionQueries, sessionQuery } from "../session.ts";
import { MenuButton } from "./menu-button.tsx";

const AccountMenu = lazy(() => import("./account-menu.tsx").then((module) => ({ default: module.AccountMenu })));

/** The person who is signed in. The menu itself comes after the first paint. */
export function AccountSwitch() {
  const { data: session } = useSuspenseQuery(sessionQuery, sessionQueries);
  const trigger = (
    <MenuButton className="px-2.5 py-1.5 font-medium text-muted hover:text-ink pointer-coarse:py-2.5">
      <CircleUserRound aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 flex-1 truncate">{session.name ?? session.email ?? "Signed in"}</span>
    </MenuButton>
  );
  return (
    <Suspense fallback={trigger}>
      <AccountMenu trigger={trigger} email={session.email ?? ""} />
    </Suspense>
  );
}
