import { useNavigate } from "@tanstack/react-router";
import { Archive, Ellipsis, Pencil, Power } from "lucide-react";
import { useState } from "react";
import { api } from "../../../web/api.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { IconButton } from "../../../web/kit/action/icon-button.tsx";
import { OutsideLink, TextLink } from "../../../web/kit/action/text-link.tsx";
import { Menu, MenuItem } from "../../../web/kit/overlay/menu.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { KeyValueList } from "../../../web/kit/page/key-value-list.tsx";
import { PageHeader } from "../../../web/kit/page/page-header.tsx";
import { DateTime } from "../../../web/kit/time/date-time.tsx";
import { IdText } from "../../../web/kit/value/id-text.tsx";
import { useParam } from "../../../web/params.ts";
import { CreatorName, ProgramName } from "../../../web/pickers/names.tsx";
import { UtmList } from "../../../web/pickers/utm-fields.tsx";
import { useIsAtLeast } from "../../../web/role.ts";
import { usePaths } from "../../../web/session.ts";
import { EditLinkDialog } from "./link-dialog.tsx";
import { ArchiveLinkDialog, SwitchOffDialog, useSwitchOn } from "./link-switch.tsx";
import { Clicks, LinkStatus, precedences, shortText, type Link, type LinkWithClicks } from "./link-words.tsx";
import { QrCode } from "./qr-code.tsx";

function ClicksCard({ clicks }: Pick<LinkWithClicks, "clicks">) {
  return (
    <Card title="Clicks, 30 days">
      <KeyValueList
        entries={[
          { label: "Human", value: <Clicks value={clicks.human} isCapped={clicks.is_capped} /> },
          { label: "Other", value: <Clicks value={clicks.other} isCapped={clicks.is_capped} /> },
        ]}
      />
      <p className="mt-3 text-sm text-muted">
        Human leaves out bots, previews, prefetches, HEAD requests and hosting networks: they are under Other.
      </p>
    </Card>
  );
}

type Open = "edit" | "off" | "archive" | undefined;

function Facts({ link }: { readonly link: Link }) {
  const to = usePaths();
  const creator =
    link.creator_id === null ? "Nobody" : <TextLink to={to.creator(link.creator_id)}>{<CreatorName id={link.creator_id} />}</TextLink>;
  const program =
    link.program_id === null ? "None" : <TextLink to={to.program(link.program_id)}>{<ProgramName id={link.program_id} />}</TextLink>;
  return (
    <KeyValueList
      entries={[
        { label: "Short link", value: <IdText value={link.url} what="link" /> },
        { label: "Leads to", value: <OutsideLink href={link.destination}>{link.destination}</OutsideLink> },
        { label: "Creator", value: creator },
        { label: "Program", value: program },
        { label: "UTM parameters", value: <UtmList rule={link.utm} /> },
        {
          label: "If a click brings its own",
          value: precedences.find((each) => each.value === link.utm_precedence)?.label ?? link.utm_precedence,
        },
        { label: "Fallback", value: link.fallback_url ?? <span className="text-muted">The domain’s</span> },
        {
          label: "Expires",
          value: link.expires_at === null ? <span className="text-muted">Never</span> : <DateTime at={link.expires_at} />,
        },
        { label: "Made", value: <DateTime at={link.created_at} /> },
        { label: "Id", value: <IdText value={link.id} what="link id" isShort /> },
      ]}
    />
  );
}

function Actions({ link, onOpen }: { readonly link: Link; readonly onOpen: (what: Open) => void }) {
  const switchOn = useSwitchOn(link);
  if (!useIsAtLeast("manager")) return null;
  return (
    <>
      <Button icon={Pencil} onClick={() => onOpen("edit")}>
        Edit link
      </Button>
      <Menu align="end" trigger={<IconButton icon={Ellipsis} label="More about this link" />}>
        {link.disabled_at === null ? (
          <MenuItem icon={Power} onClick={() => onOpen("off")}>
            Switch off
          </MenuItem>
        ) : (
          <MenuItem icon={Power} onClick={switchOn}>
            Switch on again
          </MenuItem>
        )}
        <MenuItem icon={Archive} isDangerous onClick={() => onOpen("archive")}>
          Archive link
        </MenuItem>
      </Menu>
    </>
  );
}

/** One link: where it leads, whose it is, how often it is clicked, and its QR code. */
export function LinkPage() {
  const to = usePaths();
  const navigate = useNavigate();
  const id = useParam("link");
  const { data: link } = api.useSuspenseQuery("get", "/v1/links/{id}", { params: { path: { id } } });
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return (
    <>
      <PageHeader
        title={shortText(link)}
        badge={<LinkStatus link={link} />}
        crumbs={[{ label: "Links", to: to.links() }]}
        actions={<Actions link={link} onOpen={setOpen} />}
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Card title="Details">
          <Facts link={link} />
        </Card>
        <div className="grid gap-5">
          <ClicksCard clicks={link.clicks} />
          <Card title="QR code">
            <QrCode link={link} />
          </Card>
        </div>
      </div>
      {open === "edit" && <EditLinkDialog link={link} onClose={close} />}
      {open === "off" && <SwitchOffDialog link={link} onClose={close} />}
      {open === "archive" && <ArchiveLinkDialog link={link} onClose={close} onDone={() => void navigate({ to: to.links() })} />}
    </>
  );
}
