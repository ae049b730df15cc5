import { FileText, Link2, Mail, Share2 } from "lucide-react";
import { Suspense, useState } from "react";
import { useMadeFile } from "../client/download.ts";
import { Button } from "../kit/action/button.tsx";
import { Menu, MenuItem } from "../kit/overlay/menu.tsx";
import { useIsAtLeast } from "../role.ts";
import type { AskedReport } from "./asked-report.ts";
import { MailDialog } from "./mail-dialog.tsx";
import { ShareDialog } from "./share-dialog.tsx";

/** Beside a report: takes it to people outside of the workspace. */
export function ShareButton({ asked }: { readonly asked: AskedReport }) {
  const canShare = useIsAtLeast("analyst");
  const [open, setOpen] = useState<"link" | "mail">();
  const close = () => setOpen(undefined);
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
          <MenuItem icon={Link2} onClick={() => setOpen("link")}>
            Make a link
          </MenuItem>
        )}
        <MenuItem icon={FileText} onClick={() => paper.mutate({ from: "/v1/report-papers", fileName: `${asked.report}.pdf`, body: asked })}>
          Download PDF
        </MenuItem>
        {canShare && (
          <MenuItem icon={Mail} onClick={() => setOpen("mail")}>
            Send by e-mail
          </MenuItem>
        )}
      </Menu>
      {open === "link" && <ShareDialog asked={asked} onClose={close} />}
      {open === "mail" && (
        <Suspense>
          <MailDialog asked={asked} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
