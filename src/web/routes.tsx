import { createRootRoute, createRoute, lazyRouteComponent, redirect, type AnyRoute } from "@tanstack/react-router";
import type { FunctionComponent } from "react";
import { leaveStart, requireSession, requireWorkspace } from "./shell/guards.ts";
import { paths, patterns } from "./paths.ts";
import { AppRoot } from "./shell/app-root.tsx";
import { OutsideNotFound, OutsideProblem, OutsideSkeleton } from "./shell/outside-notices.tsx";
import { WorkspaceLayout } from "./shell/workspace-layout.tsx";

const root = createRootRoute({ component: AppRoot, errorComponent: OutsideProblem, notFoundComponent: OutsideNotFound });

type Load<Name extends string> = () => Promise<Record<Name, FunctionComponent>>;

function page<Name extends string>(path: string, load: Load<Name>, name: Name) {
  return createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load, name) });
}

const home = createRoute({ getParentRoute: () => root, path: patterns.home, beforeLoad: leaveStart });
const welcome = createRoute({
  getParentRoute: () => root,
  path: patterns.welcome,
  loader: ({ location }) => requireSession(location.href),
  pendingComponent: OutsideSkeleton,
  component: lazyRouteComponent(() => import("./pages/welcome-page.tsx"), "WelcomePage"),
});
const workspace = createRoute({
  getParentRoute: () => root,
  path: patterns.workspace,
  beforeLoad: async ({ params, location }) => ({ workspace: await requireWorkspace(params.workspace, location.href) }),
  component: WorkspaceLayout,
  pendingComponent: OutsideSkeleton,
});
const settings = createRoute({
  getParentRoute: () => workspace,
  path: "settings",
  component: lazyRouteComponent(() => import("./shell/settings-layout.tsx"), "SettingsLayout"),
});

/** A screen below another route: the rest of its pattern is its place there. */
function screen<Name extends string>(parent: AnyRoute, pattern: string, load: Load<Name>, name: Name) {
  const above = parent === settings ? patterns.settings : patterns.workspace;
  return createRoute({ getParentRoute: () => parent, path: pattern.slice(above.length) || "/", component: lazyRouteComponent(load, name) });
}

// One line a screen: `screen(workspace, patterns.orders, () => import("../features/orders/ui/order-list-page.tsx"), "OrderListPage")`.
const screens = [
  screen(workspace, patterns.workspace, () => import("../features/reports/ui/overview-page.tsx"), "OverviewPage"),
  screen(workspace, patterns.programs, () => import("../features/programs/ui/program-list-page.tsx"), "ProgramListPage"),
  screen(workspace, patterns.program, () => import("./screens/program-screen.tsx"), "ProgramScreen"),
  screen(workspace, patterns.payRule, () => import("../features/programs/ui/pay-rule-page.tsx"), "PayRulePage"),
  screen(workspace, patterns.campaigns, () => import("../features/campaigns/ui/campaign-list-page.tsx"), "CampaignListPage"),
  screen(workspace, patterns.campaign, () => import("./screens/campaign-screen.tsx"), "CampaignScreen"),
  screen(workspace, patterns.posts, () => import("../features/posts/ui/post-list-page.tsx"), "PostListPage"),
  screen(workspace, patterns.post, () => import("../features/posts/ui/post-page.tsx"), "PostPage"),
  screen(workspace, patterns.series, () => import("../features/series/ui/series-list-page.tsx"), "SeriesListPage"),
  screen(workspace, patterns.oneSeries, () => import("../features/series/ui/series-page.tsx"), "SeriesPage"),
  screen(workspace, patterns.budgetPlans, () => import("../features/planning/ui/plan-list-page.tsx"), "PlanListPage"),
  screen(workspace, patterns.forecasts, () => import("../features/planning/ui/calibration-page.tsx"), "CalibrationPage"),
  screen(workspace, patterns.budgetPlan, () => import("../features/planning/ui/plan-page.tsx"), "PlanPage"),
  screen(workspace, patterns.bookAgain, () => import("../features/booking/ui/book-again-page.tsx"), "BookAgainPage"),
  screen(workspace, patterns.creatorsByCampaign, () => import("../features/booking/ui/by-campaign-page.tsx"), "ByCampaignPage"),
  screen(workspace, patterns.advocates, () => import("../features/advocates/ui/advocates-page.tsx"), "AdvocatesPage"),
  screen(workspace, patterns.creators, () => import("../features/creators/ui/creator-list-page.tsx"), "CreatorListPage"),
  screen(workspace, patterns.creator, () => import("./screens/creator-screen.tsx"), "CreatorScreen"),
  screen(workspace, patterns.buyers, () => import("../features/matching/ui/buyers-page.tsx"), "BuyersPage"),
  screen(workspace, patterns.buyer, () => import("../features/matching/ui/buyer-page.tsx"), "BuyerPage"),
  screen(workspace, patterns.creatorMix, () => import("../features/matching/ui/mix-page.tsx"), "MixPage"),
  screen(workspace, patterns.predictions, () => import("../features/matching/ui/predictions-page.tsx"), "PredictionsPage"),
  screen(workspace, patterns.matchingRules, () => import("../features/matching/ui/rules-page.tsx"), "RulesPage"),
  screen(workspace, patterns.creatorVetting, () => import("../features/vetting/ui/vetting-page.tsx"), "VettingPage"),
  screen(workspace, patterns.vettingDecisions, () => import("../features/vetting/ui/decisions-page.tsx"), "DecisionsPage"),
  screen(workspace, patterns.findCreators, () => import("../features/discovery/ui/find-page.tsx"), "FindPage"),
  screen(workspace, patterns.creatorDuplicates, () => import("../features/creators/ui/duplicates-page.tsx"), "DuplicatesPage"),
  screen(workspace, patterns.creatorLists, () => import("../features/discovery/ui/list-page.tsx"), "CreatorListsPage"),
  screen(workspace, patterns.savedSearches, () => import("../features/discovery/ui/saved-page.tsx"), "SavedSearchesPage"),
  screen(workspace, patterns.compareCreators, () => import("../features/discovery/ui/compare-page.tsx"), "ComparePage"),
  screen(workspace, patterns.lookalikes, () => import("../features/discovery/ui/lookalikes-page.tsx"), "LookalikesPage"),
  screen(workspace, patterns.applications, () => import("../features/applications/ui/applications-page.tsx"), "ApplicationsPage"),
  screen(workspace, patterns.application, () => import("../features/applications/ui/application-page.tsx"), "ApplicationPage"),
  screen(workspace, patterns.customers, () => import("../features/customers/ui/customers-page.tsx"), "CustomersPage"),
  screen(workspace, patterns.links, () => import("../features/links/ui/link-list-page.tsx"), "LinkListPage"),
  screen(workspace, patterns.link, () => import("../features/links/ui/link-page.tsx"), "LinkPage"),
  screen(workspace, patterns.codes, () => import("../features/codes/ui/code-list-page.tsx"), "CodeListPage"),
  screen(workspace, patterns.code, () => import("../features/codes/ui/code-page.tsx"), "CodePage"),
  screen(workspace, patterns.orders, () => import("../features/orders/ui/order-list-page.tsx"), "OrderListPage"),
  screen(workspace, patterns.order, () => import("../features/orders/ui/order-page.tsx"), "OrderPage"),
  screen(workspace, patterns.channels, () => import("../features/channel-costs/ui/channels-page.tsx"), "ChannelsPage"),
  screen(workspace, patterns.attribution, () => import("../features/attribution/ui/comparison-page.tsx"), "ComparisonPage"),
  screen(workspace, patterns.market, () => import("../features/market/ui/market-page.tsx"), "MarketPage"),
  screen(workspace, patterns.experiments, () => import("../features/experiments/ui/experiment-list-page.tsx"), "ExperimentListPage"),
  screen(workspace, patterns.newExperiment, () => import("../features/experiments/ui/plan-pages.tsx"), "NewExperimentPage"),
  screen(workspace, patterns.brandLifts, () => import("../features/brand-lift/ui/lift-list-page.tsx"), "LiftListPage"),
  screen(workspace, patterns.newBrandLift, () => import("../features/brand-lift/ui/lift-plan-pages.tsx"), "NewLiftPage"),
  screen(workspace, patterns.brandLift, () => import("../features/brand-lift/ui/lift-page.tsx"), "LiftPage"),
  screen(workspace, patterns.brandLiftPlan, () => import("../features/brand-lift/ui/lift-plan-pages.tsx"), "ChangeLiftPage"),
  screen(workspace, patterns.testRegions, () => import("../features/experiments/ui/test-regions-page.tsx"), "TestRegionsPage"),
  screen(workspace, patterns.experiment, () => import("../features/experiments/ui/experiment-page.tsx"), "ExperimentPage"),
  screen(workspace, patterns.experimentPlan, () => import("../features/experiments/ui/plan-pages.tsx"), "ChangePlanPage"),
  screen(
    workspace,
    patterns.newCreatorExperiment,
    () => import("../features/experiments/ui/creator-plan-pages.tsx"),
    "NewCreatorExperimentPage",
  ),
  screen(
    workspace,
    patterns.creatorExperiment,
    () => import("../features/experiments/ui/creator-experiment-page.tsx"),
    "CreatorExperimentPage",
  ),
  screen(
    workspace,
    patterns.creatorExperimentPlan,
    () => import("../features/experiments/ui/creator-plan-pages.tsx"),
    "ChangeCreatorPlanPage",
  ),
  screen(workspace, patterns.audiences, () => import("../features/experiments/ui/audience-page.tsx"), "AudiencePage"),
  screen(workspace, patterns.newDoseExperiment, () => import("../features/experiments/ui/dose-plan-pages.tsx"), "NewDosePage"),
  screen(workspace, patterns.doseExperiment, () => import("../features/experiments/ui/dose-page.tsx"), "DosePage"),
  screen(workspace, patterns.doseExperimentPlan, () => import("../features/experiments/ui/dose-plan-pages.tsx"), "ChangeDosePage"),
  screen(workspace, patterns.codeReveal, () => import("../features/experiments/ui/reveal-page.tsx"), "RevealPage"),
  screen(workspace, patterns.commissions, () => import("../features/commissions/ui/commission-list-page.tsx"), "CommissionListPage"),
  screen(workspace, patterns.imports, () => import("../features/imports/ui/import-list-page.tsx"), "ImportListPage"),
  screen(workspace, patterns.newImport, () => import("../features/imports/ui/new-import-page.tsx"), "NewImportPage"),
  screen(workspace, patterns.import, () => import("../features/imports/ui/import-page.tsx"), "ImportPage"),
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
  screen(settings, patterns.members, () => import("../features/members/ui/members-page.tsx"), "MembersPage"),
  screen(settings, patterns.keys, () => import("../features/api-keys/ui/keys-page.tsx"), "KeysPage"),
  screen(settings, patterns.stores, () => import("../features/stores/ui/stores-page.tsx"), "StoresPage"),
  screen(settings, patterns.surveys, () => import("../features/surveys/ui/surveys-page.tsx"), "SurveysPage"),
  screen(settings, patterns.survey, () => import("../features/surveys/ui/survey-page.tsx"), "SurveyPage"),
  screen(settings, patterns.domains, () => import("../features/domains/ui/domains-page.tsx"), "DomainsPage"),
  screen(settings, patterns.webhooks, () => import("../features/webhooks/ui/webhooks-page.tsx"), "WebhooksPage"),
  screen(settings, patterns.webhook, () => import("../features/webhooks/ui/webhook-page.tsx"), "WebhookPage"),
  screen(settings, patterns.audit, () => import("../features/audit/ui/audit-page.tsx"), "AuditPage"),
  screen(settings, patterns.connections, () => import("../features/integrations/ui/connections-page.tsx"), "ConnectionsPage"),
  screen(settings, patterns.platforms, () => import("../features/connectors/ui/platforms-page.tsx"), "PlatformsPage"),
  screen(settings, patterns.platformRun, () => import("../features/connectors/ui/run-page.tsx"), "RunPage"),
  screen(settings, patterns.accounting, () => import("../features/ledger/ui/accounting-page.tsx"), "AccountingPage"),
  screen(settings, patterns.shares, () => import("../features/sharing/ui/shares-page.tsx"), "SharesPage"),
  screen(settings, patterns.vettingSettings, () => import("../features/vetting/ui/vetting-settings-page.tsx"), "VettingSettingsPage"),
  screen(settings, patterns.privacy, () => import("../features/privacy/ui/privacy-page.tsx"), "PrivacyPage"),
  screen(settings, patterns.notices, () => import("../features/notices/ui/notices-page.tsx"), "NoticesPage"),
  screen(settings, patterns.account, () => import("./account/account-page.tsx"), "AccountPage"),
];

/** Every screen of the app and where it is mounted. */
export const routeTree = root.addChildren([
  home,
  welcome,
  page(patterns.signIn, () => import("./pages/sign-in-page.tsx"), "SignInPage"),
  page(patterns.resetPassword, () => import("./pages/reset-password-page.tsx"), "ResetPasswordPage"),
  page(patterns.acceptInvitation, () => import("./pages/invitation-page.tsx"), "InvitationPage"),
  page(patterns.shared, () => import("../features/sharing/ui/shared-page.tsx"), "SharedPage"),
  page(patterns.kit, () => import("./gallery/kit-page.tsx"), "KitPage"),
  workspace.addChildren([...screens, settings.addChildren([settingsStart, ...settingsScreens])]),
]);
