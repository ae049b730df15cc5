import { Archive, Ellipsis, Pencil } from "lucide-react";
import { useState } from "react";
import { Button } from "../kit/action/button.tsx";
import { IconButton } from "../kit/action/icon-button.tsx";
import { ConfirmDialog } from "../kit/overlay/confirm-dialog.tsx";
import { Dialog } from "../kit/overlay/dialog.tsx";
import { Drawer } from "../kit/overlay/drawer.tsx";
import { Menu, MenuItem, MenuSeparator } from "../kit/overlay/menu.tsx";
import { showDone, showProblem } from "../kit/overlay/toast-store.ts";

const refusal = {
  type: "about:blank",
  title: "This is not allowed",
  status: 403,
  detail: "The role viewer does not cover it.",
  request_id: "01890a5d",
};

function Dialogs() {
  const [open, setOpen] = useState<"dialog" | "confirm" | "drawer">();
  const close = () => setOpen(undefined);
  return (
    <>
      <Button onClick={() => setOpen("dialog")}>Open dialog</Button>
      <Button onClick={() => setOpen("confirm")}>Ask first</Button>
      <Button onClick={() => setOpen("drawer")}>Open drawer</Button>
      <Dialog isOpen={open === "dialog"} onClose={close} title="New program" lead="Its pay rule comes next.">
        The task goes here.
      </Dialog>
      <ConfirmDialog
        isOpen={open === "confirm"}
        onClose={close}
        onConfirm={close}
        title="Revoke the key “Shop”?"
        confirmLabel="Revoke key"
        isDangerous
      >
        Whoever uses it is refused from now on. This cannot be undone.
      </ConfirmDialog>
      <Drawer isOpen={open === "drawer"} onClose={close} title="Order 1042">
        Details beside the list.
      </Drawer>
    </>
  );
}

/** What lies over the page. */
export function OverlaySamples() {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Dialogs />
      <Menu trigger={<IconButton icon={Ellipsis} label="More actions" />}>
        <MenuItem icon={Pencil} onClick={() => showDone("Renamed.")}>
          Rename
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={Archive} isDangerous onClick={() => showDone("Archived.")}>
          Archive
        </MenuItem>
      </Menu>
      <Button onClick={() => showDone("Program “Autumn launch” created.")}>Say that it is done</Button>
      <Button onClick={() => showProblem(refusal)}>Say that it was refused</Button>
    </div>
  );
}
