import { api, usePages } from "../../../web/api.ts";
import { ConfirmDialog } from "../../../web/kit/overlay/confirm-dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import type { Creator } from "./platforms.tsx";

/** What goes on although a creator is archived: somebody who wants it to end must know that it does not by itself. */
function GoesOn({ creator }: { readonly creator: Creator }) {
  const { rows = [] } = usePages("/v1/enrollments", { query: { creator_id: creator.id, active: "true" } });
  if (rows.length === 0) return null;
  return (
    <p className="mt-2">
      {creator.name} goes on earning in {rows.map((part) => part.program_name).join(", ")}. To stop that, end their part on the program’s
      page first.
    </p>
  );
}

/** Asks before a creator leaves the lists. */
export function ArchiveDialog({ creator, onClose }: { readonly creator: Creator; readonly onClose: () => void }) {
  const archive = api.useMutation("post", "/v1/creators/{id}/archive", {
    onSuccess: () => {
      showDone(`${creator.name} is archived.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Archive ${creator.name}?`}
      confirmLabel="Archive creator"
      isBusy={archive.isPending}
      onConfirm={() => archive.mutate({ params: { path: { id: creator.id } } })}
    >
      <p>They leave the lists. Links, codes and everything earned stay as they are, and you can bring them back at any time.</p>
      <GoesOn creator={creator} />
    </ConfirmDialog>
  );
}
