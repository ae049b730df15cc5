import { useState } from "react";
import { api } from "../../../web/api.ts";
import { Checkbox } from "../../../web/kit/input/checkbox.tsx";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";

interface EraseProps {
  readonly creator: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

/** Erases a creator's personal data, once it is clear what goes and what stays. */
export function EraseDialog({ creator, onClose }: EraseProps) {
  const [isListed, setListed] = useState(true);
  const erase = api.useMutation("post", "/v1/creators/{id}/erase", {
    onSuccess: () => {
      showDone("The personal data is erased.");
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Erase ${creator.name} for good?`}
      confirmLabel="Erase personal data"
      isBusy={erase.isPending}
      onConfirm={() => erase.mutate({ params: { path: { id: creator.id } }, body: { do_not_contact: isListed, reason: "" } })}
    >
      <p>
        Name, address, handles, notes, what their accounts and posts said, their application, and what scores and decisions rested on are
        erased, in the audit log too. This cannot be undone.
      </p>
      <p className="mt-2">
        Figures, scores, prices, links, codes, commissions and money stay under a record without a name. Files that were imported are not
        changed.
      </p>
      <div className="mt-3">
        <Checkbox label="Also put them on the do-not-contact list, so that nobody brings them back" value={isListed} onChange={setListed} />
      </div>
    </ConfirmDialog>
  );
}
