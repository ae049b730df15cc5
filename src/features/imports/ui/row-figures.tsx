import { Count } from "../../../web/kit/value/count.tsx";
import { Stat, Stats } from "../../../web/kit/value/stat.tsx";
import type { Import } from "./import-words.ts";

/** What became, or would become, of the rows of a file. */
export function RowFigures({ file, isDone }: { readonly file: Import; readonly isDone: boolean }) {
  const told = { source: `The file ${file.file_name}, read by Vouch`, at: file.finished_at ?? undefined };
  const would = isDone ? "" : " would";
  return (
    <Stats>
      <Stat label="Rows" value={<Count value={file.rows} />} explanation={{ formula: "Rows of the file without its header", ...told }} />
      <Stat
        label={isDone ? "Taken" : "To be taken"}
        value={<Count value={file.taken} />}
        explanation={{ formula: `Rows that${would} make something new or change what is known`, ...told }}
      />
      <Stat
        label="Unchanged"
        value={<Count value={file.unchanged} />}
        explanation={{ formula: "Rows that say what is known already", ...told }}
      />
      <Stat
        label="Refused"
        value={<Count value={file.refused} />}
        explanation={{ formula: "Rows with at least one fault; each fault is listed", ...told }}
      />
    </Stats>
  );
}
