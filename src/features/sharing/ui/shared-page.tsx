import { Link2Off } from "lucide-react";
import { api } from "../../../web/api.ts";
import { problemOf } from "../../../web/client/problem.ts";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { PageSkeleton } from "../../../web/kit/page/page-skeleton.tsx";
import { calendarDayText, instantText } from "../../../web/kit/time/time-text.ts";
import { ZoneContext } from "../../../web/kit/time/zone.ts";
import { useParam } from "../../../web/params.ts";
import { daysLater } from "../../../web/pickers/period.ts";
import { SheetView, type SharedReport } from "./sheet-view.tsx";

function periodText({ period }: SharedReport["sheet"]): string {
  return period === null ? "" : `${calendarDayText(period.from)} to ${calendarDayText(daysLater(period.to, -1))}. `;
}

function Report({ shared }: { readonly shared: SharedReport }) {
  const { sheet, workspace_name: workspace, expires_at: expires } = shared;
  const zone = sheet.period?.zone ?? "UTC";
  const left = [...(shared.shows_names ? [] : ["creators’ names"]), ...(shared.shows_money ? [] : ["amounts of money"])];
  return (
    <ZoneContext value={zone}>
      <header className="mb-6">
        <p className="text-sm text-muted">{workspace}</p>
        <h1 className="text-xl font-semibold tracking-tight">{sheet.subject}</h1>
        <p className="text-muted">
          {periodText(sheet)}Figures as of {instantText(sheet.as_of, zone)}; refunds and late orders may still change them.
          {left.length > 0 && ` Shared without ${left.join(" and ")}.`}
        </p>
      </header>
      <SheetView sheet={sheet} />
      <footer className="mt-10 border-t border-line pt-4 text-sm text-muted">
        Shared by {workspace}, read only, until {instantText(expires, zone)}. Made with Vouch.
      </footer>
    </ZoneContext>
  );
}

/** What the link to a shared report shows: this report and nothing else. */
export function SharedPage() {
  const token = useParam("token");
  const { data, error } = api.useQuery("get", "/v1/shared/{token}", { params: { path: { token } } }, { throwOnError: false, retry: false });
  const problem = error === null ? undefined : problemOf(error);
  return (
    <main className="mx-auto min-h-dvh max-w-6xl px-4 py-8 sm:px-6">
      <title>{data === undefined ? "Shared report" : `${data.sheet.subject} · ${data.workspace_name}`}</title>
      {data !== undefined && <Report shared={data} />}
      {data === undefined && problem === undefined && <PageSkeleton />}
      {data === undefined && problem !== undefined && (
        <EmptyState title={problem.title} icon={Link2Off}>
          {problem.detail} {problem.status < 500 && problem.status !== 429 && "Ask whoever sent you the link for a new one."}
        </EmptyState>
      )}
    </main>
  );
}
