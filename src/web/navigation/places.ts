import {
  BadgePercent,
  ChartColumnBig,
  ClipboardList,
  FileUp,
  FlaskConical,
  HandCoins,
  HeartHandshake,
  Images,
  LayoutDashboard,
  Link2,
  Megaphone,
  type LucideIcon,
  ReceiptText,
  Settings,
  Target,
  UsersRound,
  Wallet,
} from "lucide-react";
import type { Path, workspacePaths } from "../paths.ts";

/** One entry of the navigation. */
export interface Place {
  readonly label: string;
  /** For the bar at the foot of a phone. */
  readonly shortLabel: string;
  readonly icon: LucideIcon;
  readonly to: Path;
  /** The addresses at or below which this entry is the current one. */
  readonly covers: readonly Path[];
  /** Only the address itself counts, nothing below it. */
  readonly isExact?: boolean;
}

/** The places of a workspace, in the order of the work: who, with what, what came of it, whose it is. */
export function placesOf(to: ReturnType<typeof workspacePaths>): Place[] {
  const place = (label: string, icon: LucideIcon, covers: [Path, ...Path[]], shortLabel = label): Place => ({
    label,
    shortLabel,
    icon,
    to: covers[0],
    covers,
  });
  return [
    { ...place("Overview", LayoutDashboard, [to.overview()]), isExact: true },
    place("Programs", BadgePercent, [to.programs()]),
    place("Campaigns", Megaphone, [to.campaigns(), to.bookAgain(), to.creatorsByCampaign()]),
    place("Planning", Wallet, [to.budgetPlans(), to.forecasts()]),
    place("Creators", UsersRound, [
      to.creators(),
      to.findCreators(),
      to.creatorDuplicates(),
      to.creatorLists(),
      to.savedSearches(),
      to.compareCreators(),
      to.lookalikes(),
      to.vettingDecisions(),
    ]),
    place("Matching", Target, [to.buyers(), to.creatorMix(), to.predictions(), to.matchingRules()]),
    place("Applications", ClipboardList, [to.applications()], "Apply"),
    place("Posts", Images, [to.posts(), to.series()]),
    place("Links & codes", Link2, [to.links(), to.codes()], "Links"),
    place("Orders", ReceiptText, [to.orders()]),
    place("Attribution", ChartColumnBig, [to.attribution(), to.channels(), to.market()]),
    place("Experiments", FlaskConical, [to.experiments(), to.brandLifts()]),
    place("Customers", HeartHandshake, [to.customers()]),
    place("Commissions", HandCoins, [to.commissions()]),
    place("Import", FileUp, [to.imports()]),
    place("Settings", Settings, [to.settings()]),
  ];
}

/** Whether an address belongs to a place. */
export function isCurrent(place: Place, pathname: string): boolean {
  const address = pathname.replace(/\/$/, "");
  return place.covers.some((path) => address === path || (place.isExact !== true && address.startsWith(`${path}/`)));
}
