import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Ellipsis, History, KeyRound, ListChecks, Power, Send, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "../../../web/kit/overlay/menu.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Card } from "../../../web/kit/page/card.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { KeyValueList } from "../../../web/kit/page/key-value-list.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { useParam } from "../../../web/params.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { DeliveriesSection } from "./deliveries-section.tsx";
import { EventsDialog, RemoveDialog, ReplayDialog, RotateDialog, SwitchOffDialog } from "./endpoint-dialogs.tsx";
import { EndpointStatus, eventText, type Endpoint } from "./endpoint-words.tsx";

type Open = "events" | "replay" | "rotate" | "off" | "remove" | undefined;

const lookAgainMs = 2500;

/** A delivery happens a moment after it was asked for: the log is read once more by then. */
function useLookAgain(): () => void {
  const queries = useQueryClient();
  return () => void setTimeout(() => void queries.invalidateQueries(), lookAgainMs);
}

function Actions({ endpoint, onOpen }: { readonly endpoint: Endpoint; readonly onOpen: (what: Open) => void }) {
  const lookAgain = useLookAgain();
  const test = api.useMutation("post", "/v1/webhook-endpoints/{id}/test", {
    onSuccess: () => {
      showDone("A test is on its way.");
      lookAgain();
    },
  });
  const switchOn = api.useMutation("patch", "/v1/webhook-endpoints/{id}", { onSuccess: () => showDone("The endpoint is switched on.") });
  const params = { path: { id: endpoint.id } };
  const isOff = endpoint.disabled_at !== null;
  return (
    <>
      {isOff ? (
        <Button
          variant="primary"
          icon={Power}
          isBusy={switchOn.isPending}
          onClick={() => switchOn.mutate({ params, body: { enabled: true } })}
        >
          Switch on
        </Button>
      ) : (
        <Button icon={Send} isBusy={test.isPending} onClick={() => test.mutate({ params })}>
          Send test
        </Button>
      )}
      <Menu align="end" trigger={<IconButton icon={Ellipsis} label="More about this endpoint" />}>
        <MenuItem icon={ListChecks} onClick={() => onOpen("events")}>
          Choose events
        </MenuItem>
        <MenuItem icon={History} onClick={() => onOpen("replay")}>
          Send again what it missed
        </MenuItem>
        <MenuItem icon={KeyRound} onClick={() => onOpen("rotate")}>
          Make a new secret
        </MenuItem>
        <MenuSeparator />
        {!isOff && (
          <MenuItem icon={Power} onClick={() => onOpen("off")}>
            Switch off
          </MenuItem>
        )}
        <MenuItem icon={Trash2} isDangerous onClick={() => onOpen("remove")}>
          Remove endpoint
        </MenuItem>
      </Menu>
    </>
  );
}

function OpenDialog({ open, endpoint, onClose }: { readonly open: Open; readonly endpoint: Endpoint; readonly onClose: () => void }) {
  const to = usePaths();
  const navigate = useNavigate();
  const props = { endpoint, onClose };
  if (open === "events") return <EventsDialog {...props} />;
  if (open === "replay") return <ReplayDialog {...props} />;
  if (open === "rotate") return <RotateDialog {...props} />;
  if (open === "off") return <SwitchOffDialog {...props} />;
  return open === "remove" ? <RemoveDialog {...props} onDone={() => void navigate({ to: to.webhooks() })} /> : null;
}

function Facts({ endpoint }: { readonly endpoint: Endpoint }) {
  return (
    <KeyValueList
      entries={[
        { label: "Told when", value: endpoint.event_types.map(eventText).join("; ") },
        { label: "Added", value: <DateTime at={endpoint.created_at} isDayOnly /> },
        ...(endpoint.failing_since === null ? [] : [{ label: "Failing since", value: <DateTime at={endpoint.failing_since} /> }]),
      ]}
    />
  );
}

/** One endpoint with its delivery log. */
export function WebhookPage() {
  const to = usePaths();
  const id = useParam("webhook");
  const isAdmin = useIsAtLeast("admin");
  const { data } = api.useSuspenseQuery("get", "/v1/webhook-endpoints");
  const endpoint = data.data.find((each) => each.id === id);
  const [open, setOpen] = useState<Open>();
  if (endpoint === undefined) return <EmptyState title="There is no such endpoint">It may have been removed.</EmptyState>;
  return (
    <>
      <PageHeader
        title={endpoint.url}
        badge={<EndpointStatus endpoint={endpoint} />}
        crumbs={[{ label: "Webhooks", to: to.webhooks() }]}
        actions={isAdmin && <Actions endpoint={endpoint} onOpen={setOpen} />}
      />
      <div className="flex flex-col gap-6">
        {endpoint.disabled_at !== null && (
          <Notice tone="warn" title="This endpoint is switched off">
            It was {endpoint.disabled_reason}. Fix the cause, switch it on, then send again what it missed.
          </Notice>
        )}
        <Card>
          <Facts endpoint={endpoint} />
        </Card>
        <DeliveriesSection endpointId={id} />
      </div>
      <OpenDialog open={open} endpoint={endpoint} onClose={() => setOpen(undefined)} />
    </>
  );
}
