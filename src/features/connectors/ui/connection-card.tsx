import { ChartColumn, Hash, KeyRound, MessageSquareText, RefreshCw, Search, Trash2, type LucideIcon } from "lucide-react";
import { platformLabel } from "../../../web/pickers/platforms.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { OutsideLink } from "../../../web/kit/action/text-link.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { Progress } from "../../../web/kit/page/progress.tsx";
import { More } from "../../../web/kit/parts/more.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { limitsOf, secretWords, type PlatformConnection } from "./platform-words.ts";

/** What can be done with a connection. */
export type ConnectionAct = "figures" | "search" | "hashtag" | "comments" | "insights" | "key" | "remove";

function Quota({ quota }: { readonly quota: PlatformConnection["quotas"][number] }) {
  return (
    <Progress
      label={quota.name}
      share={quota.used / quota.limit}
      detail={
        <>
          <Count value={quota.used} /> of <Count value={quota.limit} /> {quota.unit} used
          {quota.window === "minute" && " this minute"}, counted here
          {quota.used > 0 && (
            <>
              ; {quota.window === "week" ? "the next is free" : "all again"} from <DateTime at={quota.resets_at} />
            </>
          )}
          . <OutsideLink href={quota.source}>What the platform says</OutsideLink>, read <Day on={quota.read_on} />.
        </>
      }
    />
  );
}

interface ConnectionCardProps {
  readonly connection: PlatformConnection;
  readonly onAct: (act: ConnectionAct) => void;
}

interface Asking {
  readonly act: ConnectionAct;
  readonly icon: LucideIcon;
  readonly label: string;
}
const figures: Asking = { act: "figures", icon: RefreshCw, label: "Refresh figures" };

/** What each platform can be asked. */
const questions: { readonly [P in PlatformConnection["platform"]]: readonly Asking[] } = {
  tiktok: [figures],
  youtube: [
    figures,
    { act: "comments", icon: MessageSquareText, label: "Read comments" },
    { act: "search", icon: Search, label: "Search" },
  ],
  instagram: [
    figures,
    { act: "insights", icon: ChartColumn, label: "Insights" },
    { act: "hashtag", icon: Hash, label: "Posts of a hashtag" },
  ],
};

function Actions({ connection, onAct }: ConnectionCardProps) {
  const [isManager, isAdmin] = [useIsAtLeast("manager"), useIsAtLeast("admin")];
  const canAsk = isManager && connection.state === "working" && connection.signed_in !== 0;
  const asked = connection.method === "sign_in" ? [figures] : questions[connection.platform];
  return (
    <>
      {canAsk &&
        asked.map(({ act, icon, label }) => (
          <Button key={act} size="small" icon={icon} onClick={() => onAct(act)}>
            {label}
          </Button>
        ))}
      {isAdmin && <IconButton icon={KeyRound} label={`Give it another ${secretWords[connection.method]}`} onClick={() => onAct("key")} />}
      {isAdmin && <IconButton icon={Trash2} label="Remove connection" onClick={() => onAct("remove")} />}
    </>
  );
}

/** On whose behalf a platform is asked, and until when its token holds. */
function Token({ connection }: { readonly connection: PlatformConnection }) {
  const { account, expires_at, state } = connection;
  if (account === null || state !== "working") return null;
  return (
    <p>
      Asked on behalf of @{account}.{" "}
      {expires_at === null ? (
        "Meta says no end of the token."
      ) : (
        <>
          The token holds until <DateTime at={expires_at} />; it is renewed by itself in the thirty days before.
        </>
      )}
    </p>
  );
}

/** How many owners signed in, and what to do where nobody did. */
function SignedIn({ connection }: { readonly connection: PlatformConnection }) {
  const { signed_in: count } = connection;
  if (count === null) return null;
  if (count === 0) return <p>Nobody has signed in yet. Invite a creator on their page, under Connected accounts.</p>;
  return (
    <p>
      <Count value={count} /> {count === 1 ? "account is connected by its owner." : "accounts are connected by their owners."}
    </p>
  );
}

const titleOf = ({ label, method }: PlatformConnection, name: string): string => {
  if (method === "sign_in") return `${name}: creators sign in`;
  return label === name ? name : `${name}: ${label}`;
};

/** A platform that is connected: what is left of its quotas, what is wrong, and what it does not tell. */
export function ConnectionCard({ connection, onAct }: ConnectionCardProps) {
  const name = platformLabel(connection.platform);
  return (
    <Card title={titleOf(connection, name)} actions={<Actions connection={connection} onAct={onAct} />}>
      <div className="flex flex-col gap-4">
        {connection.state === "refused" && (
          <Notice tone="bad" title={`${name} does not take the ${secretWords[connection.method]}`}>
            {connection.problem}
          </Notice>
        )}
        <Token connection={connection} />
        <SignedIn connection={connection} />
        {connection.quotas.map((quota) => (
          <Quota key={quota.key} quota={quota} />
        ))}
        <More label={`What ${name} does not tell`}>
          <ul className="flex list-disc flex-col gap-1 pl-5">
            {limitsOf(connection).map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </ul>
        </More>
      </div>
    </Card>
  );
}
