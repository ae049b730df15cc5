import { FileUp } from "lucide-react";
import { Button } from "../../../web/kit/action/button.tsx";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { rowsText, type Import } from "./import-words.ts";
import { RefusalTable } from "./refusal-table.tsx";
import { RowFigures } from "./row-figures.tsx";
import { FileProgress, useRun } from "./run-step.tsx";

interface CheckProps {
  readonly file: Import;
  readonly onRematch: () => void;
}

function AllRight({ file, onRematch }: CheckProps) {
  const { start, isBusy } = useRun(file);
  const canWrite = useIsAtLeast("manager");
  const isNews = file.taken > 0;
  return (
    <Notice
      tone="good"
      title={isNews ? "Every row can be taken" : "Everything in it is known already"}
      actions={
        canWrite && (
          <>
            <Button variant="primary" isBusy={isBusy} onClick={() => start(false)}>
              Import {rowsText(file.rows ?? 0)}
            </Button>
            <Button onClick={onRematch}>Change columns</Button>
          </>
        )
      }
    >
      {isNews ? "Nothing has been written yet." : "Importing the file would change nothing."}
    </Notice>
  );
}

function SomeWrong({ file, onRematch }: CheckProps) {
  const to = usePaths();
  const { start, isBusy } = useRun(file);
  const canWrite = useIsAtLeast("manager");
  const others = (file.rows ?? 0) - file.refused;
  return (
    <Notice
      tone="warn"
      title={`${rowsText(file.refused)} cannot be taken`}
      actions={
        canWrite && (
          <>
            {others > 0 && (
              <Button variant="primary" isBusy={isBusy} onClick={() => start(true)}>
                Import the other {rowsText(others)}
              </Button>
            )}
            <ButtonLink to={to.newImport()} search={{ kind: file.kind }} variant={others > 0 ? "plain" : "primary"} icon={FileUp}>
              Upload the corrected file
            </ButtonLink>
            <Button onClick={onRematch}>Change columns</Button>
          </>
        )
      }
    >
      Nothing has been written yet. Correct the file and upload it again, or leave these rows out and bring the corrected file later: its
      other rows then say nothing new.
    </Notice>
  );
}

/** The third step: every row is read, nothing is written, and all faults are listed. */
export function CheckStep({ file, onRematch }: CheckProps) {
  if (file.status === "checking") return <FileProgress file={file} label="Checking every row" />;
  const isFine = file.refused === 0;
  return (
    <>
      {isFine ? <AllRight file={file} onRematch={onRematch} /> : <SomeWrong file={file} onRematch={onRematch} />}
      <RowFigures file={file} isDone={false} />
      {!isFine && <RefusalTable file={file} />}
    </>
  );
}
