import { useEffect, useRef } from "react";
import { api } from "../../../web/api.ts";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Stepper } from "../../../web/kit/parts/stepper.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { bytesText } from "../../../web/kit/value/bytes-text.ts";
import { useParam } from "../../../web/params.ts";
import { useSearchText } from "../../../web/search.ts";
import { usePaths } from "../../../web/session.ts";
import { CheckStep } from "./check-step.tsx";
import { ColumnsStep } from "./columns-step.tsx";
import { importSteps, importView, kindLabel, stepIndex, type Import } from "./import-words.ts";
import { ReportStep } from "./report-step.tsx";
import { RunStep } from "./run-step.tsx";
import { useRefreshAll } from "./upload-file.ts";

const askAgainMs = 700;

const isUnderWay = (status: Import["status"] | undefined): boolean => status === "checking" || status === "running";

/** The import, asked for again as long as it is being worked on; when that ends, everything on screen is asked for anew. */
function useImport(id: string): Import {
  const { data } = api.useSuspenseQuery(
    "get",
    "/v1/imports/{id}",
    { params: { path: { id } } },
    { refetchInterval: (query) => (isUnderWay(query.state.data?.status) ? askAgainMs : false) },
  );
  const refreshAll = useRefreshAll();
  const wasUnderWay = useRef(false);
  useEffect(() => {
    if (wasUnderWay.current && !isUnderWay(data.status)) refreshAll();
    wasUnderWay.current = isUnderWay(data.status);
  }, [data.status, refreshAll]);
  return data;
}

/** One file on its way in: its columns, what is wrong with its rows, and what became of them. */
export function ImportPage() {
  const to = usePaths();
  const file = useImport(useParam("import"));
  const [step, setStep] = useSearchText("step");
  const view = importView(file.status, step === "columns");
  const rematch = () => setStep("columns");
  return (
    <>
      <PageHeader
        title={file.file_name}
        badge={<Badge>{kindLabel(file.kind)}</Badge>}
        lead={
          <>
            {bytesText(file.size_bytes)}, uploaded <DateTime at={file.created_at} />
          </>
        }
        crumbs={[{ label: "Import", to: to.imports() }]}
      />
      <div className="flex flex-col gap-5">
        <Stepper label={`Import ${file.file_name}`} steps={importSteps} current={stepIndex(view, file.status)} />
        {view === "columns" && <ColumnsStep file={file} onChecking={() => setStep(undefined)} />}
        {view === "check" && <CheckStep file={file} onRematch={rematch} />}
        {view === "run" && <RunStep file={file} />}
        {view === "report" && <ReportStep file={file} onRematch={rematch} />}
      </div>
    </>
  );
}
