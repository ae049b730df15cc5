import type { Platform } from "../../kernel/social/platform.ts";
import { api } from "../api.ts";
import { OutsideLink } from "../kit/action/text-link.tsx";
import { Skeleton } from "../kit/page/skeleton.tsx";
import { Unknown } from "../kit/value/money.tsx";
import { handleText, platformLabel } from "./platforms.ts";

const keptMs = 60_000;
const most = { params: { query: { limit: 200 } } };
const quiet = { staleTime: keptMs, throwOnError: false };

interface NameProps {
  readonly id: string | null;
  /** What stands there when there is no id: "Nobody". */
  readonly none?: string;
}

function NameText({ name, isBusy }: { readonly name: string | undefined; readonly isBusy: boolean }) {
  if (name !== undefined) return <>{name}</>;
  return isBusy ? <Skeleton /> : <Unknown />;
}

function CreatorNameOf({ id }: { readonly id: string }) {
  const many = api.useQuery("get", "/v1/creators", most, quiet);
  const known = many.data?.data.find((creator) => creator.id === id);
  const isAlone = !many.isPending && known === undefined;
  const one = api.useQuery("get", "/v1/creators/{id}", { params: { path: { id } } }, { ...quiet, enabled: isAlone });
  return <NameText name={known?.name ?? one.data?.name} isBusy={isAlone ? one.isPending : many.isPending} />;
}

/** A creator's name where only the id is given. The newest creators are asked for at once, an older one alone. */
export function CreatorName({ id, none = "Nobody" }: NameProps) {
  return id === null ? <span className="text-muted">{none}</span> : <CreatorNameOf id={id} />;
}

function ProgramNameOf({ id }: { readonly id: string }) {
  const many = api.useQuery("get", "/v1/programs", most, quiet);
  const known = many.data?.data.find((program) => program.id === id);
  const isAlone = !many.isPending && known === undefined;
  const one = api.useQuery("get", "/v1/programs/{id}", { params: { path: { id } } }, { ...quiet, enabled: isAlone });
  return <NameText name={known?.name ?? one.data?.name} isBusy={isAlone ? one.isPending : many.isPending} />;
}

/** A program's name where only the id is given. */
export function ProgramName({ id, none = "None" }: NameProps) {
  return id === null ? <span className="text-muted">{none}</span> : <ProgramNameOf id={id} />;
}

interface HandleProps {
  readonly account: {
    readonly platform: Platform;
    readonly handle: string;
    /** The account's page, where that is to be opened; null or missing: it is not. */
    readonly url?: string | null | undefined;
  };
}

/** Where somebody publishes and by what name, in the one form that all lists have: the platform, and the handle as people write it. */
export function AccountHandle({ account }: HandleProps) {
  const text = handleText(account);
  return (
    <span className="wrap-anywhere">
      <span className="font-normal text-muted">{platformLabel(account.platform)}</span>{" "}
      {account.url ? <OutsideLink href={account.url}>{text}</OutsideLink> : text}
    </span>
  );
}
