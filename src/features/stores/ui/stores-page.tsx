import { Plus } from "lucide-react";
import { useState } from "react";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { CodeBlock } from "../../../web/kit/page/code-block.tsx";
import { KeyValueList } from "../../../web/kit/page/key-value-list.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { IdText } from "../../../web/kit/value/id-text.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { snippetTag } from "./snippet-tag.ts";
import { consentText, pageOrdersText, StoreDialog, type Store } from "./store-dialog.tsx";

const kindWords: Record<Store["kind"], string> = { shopify: "Shopify", stripe: "Stripe", custom: "A shop of your own" };

function StoreCard({
  store,
  edgeHost,
  onEdit,
}: {
  readonly store: Store;
  readonly edgeHost: string | undefined;
  readonly onEdit: (() => void) | undefined;
}) {
  const to = usePaths();
  const entries = [
    { label: "Kind", value: kindWords[store.kind] },
    { label: "Zone", value: store.zone },
    { label: "Currency", value: store.currency },
    { label: "Site key", value: <IdText value={store.site_key} what="site key" /> },
    { label: "Allowed origins", value: store.allowed_origins.length === 0 ? "Any" : store.allowed_origins.join(", ") },
    { label: "Consent", value: consentText(store.consent_mode) },
    { label: "Orders by pages", value: pageOrdersText(store.page_orders) },
    { label: "Cookies shared below", value: store.cookie_domain ?? "Each host its own" },
  ];
  return (
    <Card
      title={store.name}
      actions={
        onEdit !== undefined && (
          <Button size="small" onClick={onEdit}>
            Edit store
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-4">
        <KeyValueList entries={entries} />
        {edgeHost === undefined ? (
          <p className="text-muted">
            The snippet is served from your short domain. <TextLink to={to.domains()}>Add a short domain</TextLink> first.
          </p>
        ) : (
          <>
            <CodeBlock label="Snippet" code={snippetTag(store, edgeHost)} />
            <p className="text-sm text-muted">
              Put it before <code className="font-mono">{"</head>"}</code> on every page. It stores nothing where consent is needed and not
              given.
            </p>
          </>
        )}
      </div>
    </Card>
  );
}

/** The stores of the workspace, each with its snippet. */
export function StoresPage() {
  const { data } = api.useSuspenseQuery("get", "/v1/stores");
  const { data: domains } = api.useSuspenseQuery("get", "/v1/domains");
  const isAdmin = useIsAtLeast("admin");
  const [open, setOpen] = useState<Store | "new">();
  const add = (
    <Button variant="primary" icon={Plus} onClick={() => setOpen("new")}>
      Add store
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Stores and snippet"
        lead="The snippet keeps a click’s id with the visitor and puts it into your forms, so that an order finds its click."
        actions={isAdmin && add}
      />
      <div className="flex flex-col gap-4">
        {data.data.map((store) => (
          <StoreCard key={store.id} store={store} edgeHost={domains.data[0]?.host} onEdit={isAdmin ? () => setOpen(store) : undefined} />
        ))}
      </div>
      {open !== undefined && <StoreDialog store={open === "new" ? undefined : open} onClose={() => setOpen(undefined)} />}
    </>
  );
}
