import {
  Archive,
  AtSign,
  BadgePercent,
  CalendarX2,
  CircleDot,
  Coins,
  FileUp,
  Link2,
  TicketPercent,
  UserRoundCheck,
  UserRoundPlus,
  type LucideIcon,
} from "lucide-react";
import type { ReactNode } from "react";
import { usePages, type ListRow } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { Skeleton } from "../../../web/kit/page/skeleton.tsx";
import { Timeline, type TimelineEvent } from "../../../web/kit/page/timeline.tsx";
import type { Tone } from "../../../web/kit/value/badge.tsx";
import { moneyText } from "../../../web/kit/value/money.tsx";
import type { Platform } from "../../../kernel/social/platform.ts";
import { handleText, platformLabel } from "../../../web/pickers/platforms.ts";
import { usePaths } from "../../../web/session.ts";
import type { Creator } from "./platforms.tsx";

type Event = ListRow<"/v1/creators/{id}/timeline">;
type Paths = ReturnType<typeof usePaths>;

interface Telling {
  readonly icon: LucideIcon;
  readonly title: (text: (name: string) => string, to: Paths, event: Event) => ReactNode;
  readonly detail?: (text: (name: string) => string) => string;
  readonly tone?: Tone;
}

const account = (text: (name: string) => string): string => {
  const platform = text("platform") as Platform;
  return `${handleText({ platform, handle: text("handle") })} on ${platformLabel(platform)}`;
};

const tellings: Readonly<Record<string, Telling>> = {
  creator_added: { icon: UserRoundPlus, title: (text) => (text("source") === "manual" ? "Added by hand" : `Added from ${text("source")}`) },
  creator_archived: { icon: Archive, title: () => "Archived" },
  status_changed: {
    icon: UserRoundCheck,
    title: (text) => `Status: ${text("status")}`,
    detail: (text) => text("reason"),
    tone: "warn",
  },
  account_added: { icon: AtSign, title: (text) => `Account ${account(text)}` },
  account_archived: { icon: Archive, title: (text) => `Account ${account(text)} archived` },
  imported: { icon: FileUp, title: (text) => `Row ${text("row")} of an import`, detail: (text) => text("outcome") },
  enrolled: {
    icon: BadgePercent,
    title: (text, to) => (
      <>
        Takes part in <TextLink to={to.program(text("program_id"))}>{text("program")}</TextLink>
      </>
    ),
    tone: "accent",
  },
  enrollment_ended: { icon: CalendarX2, title: (text) => `No longer in ${text("program")}` },
  link_made: {
    icon: Link2,
    title: (text, to, event) => (
      <>
        Link <TextLink to={to.link(event.subject_id)}>{`${text("host")}/${text("key")}`}</TextLink>
      </>
    ),
  },
  code_made: {
    icon: TicketPercent,
    title: (text, to, event) => (
      <>
        Code <TextLink to={to.code(event.subject_id)}>{text("code")}</TextLink>
      </>
    ),
  },
  commission_earned: {
    icon: Coins,
    title: (text, to) => (
      <>
        Earned {moneyText({ amount: text("amount"), currency: text("currency") })} on order{" "}
        <TextLink to={to.order(text("conversion_id"))}>{text("order")}</TextLink>
      </>
    ),
    tone: "good",
  },
};

function told(event: Event, to: Paths): TimelineEvent {
  const text = (name: string) => String(event.detail[name] ?? "");
  const telling = tellings[event.kind];
  const key = `${event.kind} ${event.subject_id} ${event.at}`;
  if (telling === undefined) return { key, at: event.at, icon: CircleDot, title: event.kind.replaceAll("_", " ") };
  const detail = telling.detail?.(text);
  return {
    key,
    at: event.at,
    icon: telling.icon,
    title: telling.title(text, to, event),
    ...(detail === undefined || detail === "" ? {} : { detail }),
    ...(telling.tone === undefined ? {} : { tone: telling.tone }),
  };
}

/** What happened to a creator, newest first. */
export function TimelineSection({ creator }: { readonly creator: Creator }) {
  const to = usePaths();
  const events = usePages("/v1/creators/{id}/timeline", { path: { id: creator.id }, query: { limit: 20 } });
  return (
    <Card title="What happened">
      {events.rows === undefined ? (
        <Skeleton shape="block" />
      ) : (
        <Timeline label={`What happened to ${creator.name}`} events={events.rows.map((event) => told(event, to))} />
      )}
      {events.hasMore && (
        <div className="mt-4">
          <Button size="small" isBusy={events.isLoadingMore} onClick={events.loadMore}>
            Show earlier
          </Button>
        </div>
      )}
    </Card>
  );
}
