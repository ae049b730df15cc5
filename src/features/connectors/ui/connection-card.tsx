import { KeyRound, RefreshCw, Search, Trash2 } from "lucide-react";
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
import { platformLimits } from "./platform-limits.ts";
import type { PlatformConnection } from "./platform-words.ts";

/** What can be done with a connection. */
export type ConnectionAct = "figures" | "search" | "key" | "remove";

function Quota({ quota }: { readonly quota: PlatformConnection["quotas"][number] }) {
  return (
    <Progress
      label={quota.name}
      share={quota.used / quota.limit}
      detail={
        <>
          <Count value={quota.used} /> of <Count value={quota.limit} /> {quota.unit} used, counted here; again from{" "}
          <DateTime at={quota.resets_at} />. <OutsideLink href={quota.source}>What the platform says</OutsideLink>, read{" "}
          <Day on={quota.read_on} />.
        </>
      }
    />
  );
}

interface ConnectionCardProps {
  readonly connection: PlatformConnection;
  readonly onAct: (act: ConnectionAct) => void;
}

function Actions({ connection, onAct }: ConnectionCardProps) {
  const [isManager, isAdmin] = [useIsAtLeast("manager"), useIsAtLeast("admin")];
  const canAsk = isManager && connection.state === "working";
  return (
    <>
      {canAsk && (
        <Button size="small" icon={RefreshCw} onClick={() => onAct("figures")}>
          Refresh figures
        </Button>
      )}
      {canAsk && (
        <Button size="small" icon={Search} onClick={() => onAct("search")}>
          Search
        </Button>
      )}
      {isAdmin && <IconButton icon={KeyRound} label="Give it another key" onClick={() => onAct("key")} />}
      {isAdmin && <IconButton icon={Trash2} label="Remove connection" onClick={() => onAct("remove")} />}
    </>
  );
}

/** A platform that is connected: what is left of its quotas, what is wrong, and what it does not tell. */
export function ConnectionCard({ connection, onAct }: ConnectionCardProps) {
  const name = platformLabel(connection.platform);
  return (
    <Card
      title={connection.label === name ? name : `${name}: ${connection.label}`}
      actions={<Actions connection={connection} onAct={onAct} />}
    >
      <div className="flex flex-col gap-4">
        {connection.state === "refused" && (
          <Notice tone="bad" title={`${name} does not take the key`}>
            {connection.problem}
          </Notice>
        )}
        {connection.quotas.map((quota) => (
          <Quota key={quota.key} quota={quota} />
        ))}
        <More label={`What ${name} does not tell`}>
          <ul className="flex list-disc flex-col gap-1 pl-5">
            {platformLimits[connection.platform].map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </ul>
        </More>
      </div>
    </Card>
  );
}
