import { api } from "../../../web/api.ts";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { shortText, type Link } from "./link-words.tsx";

interface LinkDialogProps {
  readonly link: Link;
  readonly onClose: () => void;
}

/** Switches a link on again; every edge follows within a second. */
export function useSwitchOn(link: Link) {
  const update = api.useMutation("patch", "/v1/links/{id}", { onSuccess: () => showDone(`${shortText(link)} leads on again.`) });
  return () => update.mutate({ params: { path: { id: link.id } }, body: { disabled: false } });
}

/** Asks before a link no longer leads to its destination. */
export function SwitchOffDialog({ link, onClose }: LinkDialogProps) {
  const update = api.useMutation("patch", "/v1/links/{id}", {
    onSuccess: () => {
      showDone(`${shortText(link)} is switched off.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Switch ${shortText(link)} off?`}
      confirmLabel="Switch off"
      isDangerous
      isBusy={update.isPending}
      onConfirm={() => update.mutate({ params: { path: { id: link.id } }, body: { disabled: true } })}
    >
      Visitors then get to the fallback. Clicks made until now still count, and you can switch it on again.
    </ConfirmDialog>
  );
}

/** Asks before a link is archived. */
export function ArchiveLinkDialog({ link, onClose, onDone }: LinkDialogProps & { readonly onDone: () => void }) {
  const archive = api.useMutation("delete", "/v1/links/{id}", {
    onSuccess: () => {
      showDone(`${shortText(link)} is archived.`);
      onDone();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Archive ${shortText(link)}?`}
      confirmLabel="Archive link"
      isDangerous
      isBusy={archive.isPending}
      onConfirm={() => archive.mutate({ params: { path: { id: link.id } } })}
    >
      It leaves the list for good and leads to the fallback. Its clicks still count, and nobody else gets its name.
    </ConfirmDialog>
  );
}
