import { createRouter, RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { NotFoundPage, ProblemPage } from "./kit/page/problem-page.tsx";
import { PageSkeleton } from "./kit/page/page-skeleton.tsx";
import { paths, patterns } from "./paths.ts";
import { whenSignedOut } from "./client/requests.ts";
import { routeTree } from "./routes.tsx";
import { parseSearch, stringifySearch } from "./search.ts";
import { forgetSession } from "./session.ts";

const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
  defaultPreload: "intent",
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: ProblemPage,
  defaultNotFoundComponent: NotFoundPage,
});

whenSignedOut(() => {
  const { pathname, href } = router.state.location;
  if (pathname === patterns.signIn) return;
  forgetSession();
  void router.navigate({ to: paths.signIn(), search: { next: href } as never });
});

const element = document.getElementById("root");
if (element === null) throw new TypeError("index.html has no #root");
createRoot(element).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
);
