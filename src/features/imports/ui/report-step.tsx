import { Button } from "../../../web/kit/action/button.tsx";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { kindLabel, rowsText, type Import } from "./import-words.ts";
import { RefusalTable } from "./refusal-table.tsx";
import { RowFigures } from "./row-figures.tsx";
import { useRun } from "./run-step.tsx";

interface ReportProps {
  readonly file: Import;
  readonly onRematch: () => void;
}

/** What the person should know besides how many rows were taken. */
function aftermath({ kind, refused, taken, unchanged, notes }: Import): string[] {
  return [
    ...(unchanged === 0 ? [] : [`${rowsText(unchanged)} said nothing new.`]),
    ...(refused === 0 ? [] : [`${rowsText(refused)} left out; the reasons are below.`]),
    ...(kind === "orders" && taken > 0
      ? ["An order earns only where the pay rule, the creator’s part and the code were in force when it was placed; its page says why."]
      : []),
    ...notes,
  ];
}

function NextLink({ kind }: { readonly kind: Import["kind"] }) {
  const to = usePaths();
  if (kind === "sales")
    return (
      <ButtonLink to={to.newExperiment()} variant="primary">
        Plan an experiment
      </ButtonLink>
    );
  if (kind === "costs")
    return (
      <ButtonLink to={to.campaigns()} variant="primary">
        Show campaigns
      </ButtonLink>
    );
  const paths = {
    orders: to.orders(),
    creators: to.creators(),
    posts: to.posts(),
    daily_series: to.series(),
    audiences: to.audiences(),
    brand_lift_counts: to.brandLifts(),
    links: to.links(),
    codes: to.codes(),
    survey_answers: to.surveys(),
  };
  return (
    <ButtonLink to={paths[kind]} variant="primary">
      Show {kindLabel(kind).toLowerCase()}
    </ButtonLink>
  );
}

function Done({ file }: { readonly file: Import }) {
  const to = usePaths();
  const canWrite = useIsAtLeast("manager");
  return (
    <Notice
      tone="good"
      title={file.taken === 0 ? "Imported, and nothing changed" : `Imported: ${rowsText(file.taken)} taken`}
      actions={
        <>
          <NextLink kind={file.kind} />
          {canWrite && (
            <ButtonLink to={to.newImport()} search={{ kind: file.kind }}>
              Import another file
            </ButtonLink>
          )}
        </>
      }
    >
      {aftermath(file).join(" ")}
    </Notice>
  );
}

function Failed({ file, onRematch }: ReportProps) {
  const to = usePaths();
  const { start, isBusy } = useRun(file);
  const canWrite = useIsAtLeast("manager");
  const others = (file.rows ?? 0) - file.refused;
  return (
    <Notice
      tone="bad"
      title="The file was not imported"
      actions={
        canWrite && (
          <>
            <Button variant="primary" isBusy={isBusy} onClick={() => start(file.refused > 0)}>
              {file.refused > 0 && others > 0 ? `Import the other ${rowsText(others)}` : "Try again"}
            </Button>
            <Button onClick={onRematch}>Change columns</Button>
            <ButtonLink to={to.newImport()} search={{ kind: file.kind }}>
              Upload another file
            </ButtonLink>
          </>
        )
      }
    >
      {file.problem}
    </Notice>
  );
}

/** How it ended: what was taken, what said nothing new, and what was refused and why. */
export function ReportStep({ file, onRematch }: ReportProps) {
  return (
    <>
      {file.status === "done" ? <Done file={file} /> : <Failed file={file} onRematch={onRematch} />}
      {file.rows !== null && <RowFigures file={file} isDone={file.status === "done"} />}
      {file.refused > 0 && <RefusalTable file={file} />}
    </>
  );
}
