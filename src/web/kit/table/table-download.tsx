import { Download } from "lucide-react";
import { useDownload } from "../../client/download.ts";
import { Button } from "../action/button.tsx";
import { Menu, MenuItem } from "../overlay/menu.tsx";
import type { TableFile } from "./table-file.ts";

const formats = [
  { ending: "csv", mediaType: "text/csv", label: "CSV, for spreadsheets" },
  { ending: "parquet", mediaType: "application/vnd.apache.parquet", label: "Parquet, for analysis" },
] as const;

const fileName = (caption: string): string =>
  caption
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");

/** The whole table as a file, with the filters of the screen: every row, also those that are not loaded. */
export function TableDownload({ file, caption }: { readonly file: TableFile; readonly caption: string }) {
  const download = useDownload();
  const trigger = (
    <Button size="small" variant="quiet" icon={Download} isBusy={download.isPending}>
      Download
    </Button>
  );
  return (
    <Menu trigger={trigger} align="end">
      {formats.map(({ ending, mediaType, label }) => (
        <MenuItem
          key={ending}
          onClick={() => download.mutate({ from: file.from, mediaType, fileName: `${fileName(caption) || "table"}.${ending}` })}
        >
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}
