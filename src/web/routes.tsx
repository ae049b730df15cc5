import { createRootRoute, createRoute, lazyRouteComponent, redirect, type AnyRoute, type RouteComponent } from "@tanstack/react-router";
import { leaveStart, requireSession, requireWorkspace } from "./shell/guards.ts";
import { NotFoundPage, ProblemPage } from "./kit/page/problem-page.tsx";
import { paths, patterns } from "./paths.ts";
import { AppRoot } from "./shell/app-root.tsx";
import { WorkspaceLayout } from "./shell/workspace-layout.tsx";

const soon = lazyRouteComponent(() => import("./pages/soon-page.tsx"), "SoonPage");

const root = createRootRoute({ component: AppRoot, errorComponent: ProblemPage, notFoundComponent: NotFoundPage });
const page = (path: string, component: RouteComponent) => createRoute({ getParentRoute: () => root, path, component });

const home = createRoute({ getParentRoute: () => root, path: patterns.home, beforeLoad: leaveStart });
const welcome = createRoute({
  getParentRoute: () => root,
  path: patterns.welcome,
  loader: ({ location }) => requireSession(location.href),
  component: lazyRouteComponent(() => import("./pages/welcome-page.tsx"), "WelcomePage"),
});
const workspace = createRoute({
  getParentRoute: () => root,
  path: patterns.workspace,
  beforeLoad: async ({ params, location }) => ({ workspace: await requireWorkspace(params.workspace, location.href) }),
  component: WorkspaceLayout,
});
const settings = createRoute({
  getParentRoute: () => workspace,
  path: "settings",
  component: lazyRouteComponent(() => import("./shell/settings-layout.tsx"), "SettingsLayout"),
});

/** A screen below another route: the rest of its pattern is its place there. */
function screen(parent: AnyRoute, pattern: string, component: RouteComponent) {
  const above = parent === settings ? patterns.settings : patterns.workspace;
  return createRoute({ getParentRoute: () => parent, path: pattern.slice(above.length) || "/", component });
}

// One line a screen. A feature's screen is `lazyRouteComponent(() => import("../features/<feature>/ui/<page>.tsx"), "<Page>")`.
const screens = [
  screen(workspace, patterns.workspace, soon),
  screen(workspace, patterns.programs, soon),
  screen(workspace, patterns.program, soon),
  screen(workspace, patterns.creators, soon),
  screen(workspace, patterns.creator, soon),
  screen(workspace, patterns.links, soon),
  screen(workspace, patterns.link, soon),
  screen(workspace, patterns.codes, soon),
  screen(workspace, patterns.code, soon),
  screen(workspace, patterns.orders, soon),
  screen(workspace, patterns.order, soon),
  screen(workspace, patterns.attribution, soon),
  screen(workspace, patterns.imports, soon),
  screen(workspace, patterns.newImport, soon),
  screen(workspace, patterns.import, soon),
];

const settingsStart = createRoute({
  getParentRoute: () => settings,
  path: "/",
  beforeLoad: ({ params }) => {
    const { workspace: slug } = params as { workspace: string };
    throw redirect({ to: `${paths.workspace(slug)}/settings/members` });
  },
});
const settingsScreens = [
  screen(settings, patterns.members, soon),
  screen(settings, patterns.keys, soon),
  screen(settings, patterns.stores, soon),
  screen(settings, patterns.domains, soon),
  screen(settings, patterns.webhooks, soon),
  screen(settings, patterns.webhook, soon),
  screen(settings, patterns.audit, soon),
  screen(settings, patterns.account, soon),
];

/** Every screen of the app and where it is mounted. */
export const routeTree = root.addChildren([
  home,
  welcome,
  page(
    patterns.signIn,
    lazyRouteComponent(() => import("./pages/sign-in-page.tsx"), "SignInPage"),
  ),
  page(
    patterns.acceptInvitation,
    lazyRouteComponent(() => import("./pages/invitation-page.tsx"), "InvitationPage"),
  ),
  page(
    patterns.kit,
    lazyRouteComponent(() => import("./pages/kit-page.tsx"), "KitPage"),
  ),
  workspace.addChildren([...screens, settings.addChildren([settingsStart, ...settingsScreens])]),
]);
