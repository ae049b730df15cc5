import { Archive, Pencil, Star } from "lucide-react";
import { useState } from "react";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Card } from "../../../web/kit/page/card.tsx";
import { KeyValueList } from "../../../web/kit/page/key-value-list.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { countryText, languageText } from "../../../web/lists/code-names.ts";
import { Money } from "../../../web/kit/value/money.tsx";
import { useParam } from "../../../web/params.ts";
import { platformLabel } from "../../../web/pickers/platforms.ts";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { PlatformCard } from "./platform-card.tsx";
import { ProfileDialog } from "./profile-dialog.tsx";
import { RankingSection } from "./ranking-section.tsx";
import { genderWords, priceLevelWords, productWords, toneLevelWords, toneWords, type Buyer, type Document } from "./words.ts";

const toneText = (tone: Document["tone"]): string =>
  (Object.keys(toneWords) as (keyof typeof toneWords)[])
    .flatMap((key) => (tone[key] === null ? [] : [`${toneWords[key].toLowerCase()}: ${toneLevelWords[tone[key]].toLowerCase()}`]))
    .join("; ");

function entriesOf({ profile }: Buyer) {
  const { ages, price_band: band, price_level: level } = profile;
  const texts: [string, string][] = [
    ["Age", ages === null ? "" : `${ages.from} to ${ages.to} years`],
    ["Gender", profile.genders.map((gender) => genderWords[gender]).join(", ")],
    ["Countries", profile.countries.map(countryText).join(", ")],
    ["Languages", profile.languages.map(languageText).join(", ")],
    ["Platforms", profile.platforms.map(platformLabel).join(", ")],
    ["Interests", profile.interests.join(", ")],
    ["Problems", profile.problems.join(", ")],
    ["Price level", level === null ? "" : priceLevelWords[level]],
    ["Values", profile.values.join(", ")],
    ["To be avoided", profile.avoid.join(", ")],
    ["Competitors", profile.competitors.join(", ")],
    ["Tone", toneText(profile.tone)],
    ["The product", profile.product_kinds.map((kind) => productWords[kind]).join(", ")],
  ];
  const money = band === null ? [] : [{ label: "An order comes to", value: <Ends low={band.low} high={band.high} /> }];
  return [...texts.flatMap(([label, value]) => (value === "" ? [] : [{ label, value }])), ...money];
}

function Ends({ low, high }: NonNullable<Document["price_band"]>) {
  return (
    <>
      <Money value={low} /> to <Money value={high} />
    </>
  );
}

function Actions({ buyer, onChange }: { readonly buyer: Buyer; readonly onChange: () => void }) {
  const choose = api.useMutation("post", "/v1/buyer-profiles/{id}/default", { onSuccess: () => showDone("It is the default now.") });
  const archive = api.useMutation("post", "/v1/buyer-profiles/{id}/archive", { onSuccess: () => showDone("It is archived.") });
  const of = { params: { path: { id: buyer.id } } };
  return (
    <>
      {!buyer.is_default && (
        <Button icon={Star} isBusy={choose.isPending} onClick={() => choose.mutate(of)}>
          Make default
        </Button>
      )}
      {buyer.archived_at === null && (
        <Button icon={Archive} isBusy={archive.isPending} onClick={() => archive.mutate(of)}>
          Archive
        </Button>
      )}
      <Button icon={Pencil} onClick={onChange}>
        Change profile
      </Button>
    </>
  );
}

/** One buyer profile, and which creators fit it. */
export function BuyerPage() {
  const to = usePaths();
  const id = useParam("buyer");
  const canWrite = useIsAtLeast("manager");
  const { data: buyer } = api.useSuspenseQuery("get", "/v1/buyer-profiles/{id}", { params: { path: { id } } });
  const [isChanging, setChanging] = useState(false);
  const entries = entriesOf(buyer);
  const badge = buyer.archived_at === null ? buyer.is_default && <Badge tone="accent">Default</Badge> : <Badge>Archived</Badge>;
  return (
    <>
      <PageHeader
        title={buyer.name}
        guide="whom-does-my-buyer-listen-to"
        lead={`Version ${buyer.version}. Earlier versions are kept.`}
        crumbs={[{ label: "Buyers", to: to.buyers() }]}
        badge={badge}
        actions={canWrite && <Actions buyer={buyer} onChange={() => setChanging(true)} />}
      />
      <div className="flex flex-col gap-8">
        <Card title="Whom you want to reach">
          {entries.length === 0 ? (
            <p className="text-muted">Anybody: nothing is asked of creators yet.</p>
          ) : (
            <KeyValueList entries={entries} />
          )}
        </Card>
        <PlatformCard profileId={buyer.id} />
        <RankingSection profileId={buyer.id} />
      </div>
      {isChanging && <ProfileDialog buyer={buyer} onClose={() => setChanging(false)} />}
    </>
  );
}
