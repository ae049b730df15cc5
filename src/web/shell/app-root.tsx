import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClientProvider } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { Toasts } from "../kit/overlay/toasts.tsx";
import { sessionQueries } from "../session.ts";

/** What every screen needs around it. The content policy allows no style element, so the primitives must not make any. */
export function AppRoot() {
  return (
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={sessionQueries}>
        <Outlet />
        <Toasts />
      </QueryClientProvider>
    </CSPProvider>
  );
}
