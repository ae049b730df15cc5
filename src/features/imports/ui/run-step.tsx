import { api } from "../../../web/api.ts";
import { Card } from "../../../web/kit/page/card.tsx";
import { Progress } from "../../../web/kit/page/progress.tsx";
import { rowsText, type Import } from "./import-words.ts";

/** How far the reading of a file is. */
export function FileProgress({ file, label }: { readonly file: Import; readonly label: string }) {
  const share = file.rows === null || file.size_bytes === 0 ? undefined : file.progress_bytes / file.size_bytes;
  const detail = file.rows === null ? "Waiting for its turn." : `${rowsText(file.rows)} read, ${rowsText(file.refused)} refused so far.`;
  return (
    <Card>
      <Progress label={label} share={share} detail={detail} />
    </Card>
  );
}

/** The last step, under way. It goes on without this page. */
export function RunStep({ file }: { readonly file: Import }) {
  return (
    <>
      <FileProgress file={file} label="Importing" />
      <p className="text-muted">You may leave this page; the import goes on, and its report stays here.</p>
    </>
  );
}

/** The way to have the file written. */
export function useRun(file: Import) {
  const run = api.useMutation("post", "/v1/imports/{id}/run");
  const start = (skipFaulty: boolean) => run.mutate({ params: { path: { id: file.id } }, body: { skip_faulty: skipFaulty } });
  return { start, isBusy: run.isPending };
}
