import { FileText, Link2, Share2 } from "lucide-react";
import { useState } from "react";
import { useMadeFile } from "../client/download.ts";
import { Button } from "../kit/action/button.tsx";
import { Menu, MenuItem } from "../kit/overlay/menu.tsx";
import { useIsAtLeast } from "../role.ts";
import type { AskedReport } from "./asked-report.ts";
import { ShareDialog } from "./share-dialog.tsx";

/** Beside a report: takes it to people outside of the workspace. */
export function ShareButton({ asked }: { readonly asked: AskedReport }) {
  const canShare = useIsAtLeast("analyst");
  const [isOpen, setOpen] = useState(false);
  const paper = useMadeFile();
  const trigger = (
    <Button icon={Share2} isBusy={paper.isPending}>
      Share
    </Button>
  );
  return (
    <>
      <Menu trigger={trigger} align="end">
        {canShare && (
          <MenuItem icon={Link2} onClick={() => setOpen(true)}>
            Make a link
          </MenuItem>
        )}
        <MenuItem icon={FileText} onClick={() => paper.mutate({ from: "/v1/report-papers", fileName: `${asked.report}.pdf`, body: asked })}>
          Download PDF
        </MenuItem>
      </Menu>
      {isOpen && <ShareDialog asked={asked} onClose={() => setOpen(false)} />}
    </>
  );
}
