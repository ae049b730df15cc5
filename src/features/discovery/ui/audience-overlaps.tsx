import { Fragment } from "react";
import type { components, operations } from "../../../web/api.gen.d.ts";
import { Card } from "../../../web/kit/page/card.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { Ratio } from "../../../web/kit/value/percent.tsx";

type Overlap = components["schemas"]["AudienceOverlap"];
type FromSamples = NonNullable<Overlap["from_samples"]>;
type NotKnown = NonNullable<Overlap["not_known"]>;
type Unique = operations["compareCreators"]["responses"]["200"]["content"]["application/json"]["unique_followers"];
type Names = ReadonlyMap<string, string>;

const drawings: Readonly<Record<NonNullable<FromSamples["samples"][number]["drawn"]>, string>> = {
  at_random: "drawn at random",
  newest: "the newest first",
  all: "all of them",
};

const warnings: Readonly<Record<FromSamples["warnings"][number], string>> = {
  drawing_not_said:
    "How a list was drawn was not said. Platforms list followers newest first, and those who came lately are not like all; at random the interval holds.",
  newest_first: "A list is of the newest followers, who are not like all: the true number may lie well outside the interval.",
  days_apart: "The two lists were taken more than a month apart.",
  more_named_than_followers: "A list names more followers than the account was said to have; the list was taken for all of them.",
};

const listed = (ids: readonly string[], names: Names): string => ids.map((id) => names.get(id) ?? "one of them").join(" and ");

const reasons: Readonly<Record<NotKnown["reason"], (whom: string) => string>> = {
  other_platform: () => "the accounts are on two platforms, and who is who there is not known",
  no_sample: (whom) => `there is no sample of the followers of ${whom}`,
  no_ids: (whom) => `the sample of ${whom} names nobody: its list had no handles and no ids, or was taken before they were kept`,
  other_kind: () => "one list names followers by handle, the other by id",
  followers_unknown: (whom) => `how many followers ${whom} had within a month of the sample is not known`,
};

const idLabel = { handle: "handle", id: "id" } as const;

/** A number of people with its interval; of nobody in both samples the interval alone, since that tells little of how many there are. */
function People({ of }: { readonly of: FromSamples["shared"] }) {
  if (of.estimate === 0)
    return (
      <span className="font-semibold">
        at most <Count value={of.high} />
      </span>
    );
  return (
    <>
      <span className="font-semibold">
        about <Count value={of.estimate} />
      </span>{" "}
      (<Count value={of.low} /> to <Count value={of.high} />)
    </>
  );
}

/** Where one side of an estimate is from. */
function SampleText({ of, names }: { readonly of: FromSamples["samples"][number]; readonly names: Names }) {
  return (
    <>
      {names.get(of.account_id)}: <Count value={of.named} /> of <Count value={of.followers} /> followers, {of.source},{" "}
      <Day on={of.taken_on} />
      {of.drawn !== null && `, ${drawings[of.drawn]}`}
    </>
  );
}

function Estimated({ of, names }: { readonly of: FromSamples; readonly names: Names }) {
  const { shared, shared_of_smaller: share } = of;
  return (
    <>
      <p>
        <People of={shared} /> people follow both: <Ratio value={share.low} /> to <Ratio value={share.high} /> of the smaller.
      </p>
      <p className="text-sm text-muted">
        <Count value={of.matches} /> {of.matches === 1 ? "follower is" : "followers are"} in both samples, by {idLabel[of.by]}.{" "}
        {of.samples.map((sample, at) => (
          <Fragment key={sample.id}>
            {at > 0 && "; "}
            <SampleText of={sample} names={names} />
          </Fragment>
        ))}
        .
      </p>
      {of.warnings.map((warning) => (
        <p key={warning} className="text-sm">
          {warnings[warning]}
        </p>
      ))}
    </>
  );
}

/** What sizes and shares leave open. */
function Bound({ of }: { readonly of: Overlap }) {
  const alike = Object.entries(of.make_up);
  return (
    <p className="text-sm text-muted">
      {of.most_shared === null ? (
        "A number of followers is not known, so nothing can be said by sizes."
      ) : (
        <>
          By sizes and shares at most <Count value={of.most_shared} /> people can follow both (
          <Ratio value={of.most_shared_of_smaller} digits={0} /> of the smaller), and at least nobody.
        </>
      )}
      {alike.length > 0 && (
        <>
          {" "}
          Alike:{" "}
          {alike.map(([kind, share], at) => (
            <Fragment key={kind}>
              {at > 0 && ", "}
              {kind} <Ratio value={share} digits={0} />
            </Fragment>
          ))}
          .
        </>
      )}
    </p>
  );
}

function OverlapLine({ overlap, names }: { readonly overlap: Overlap; readonly names: Names }) {
  const [a = "", b = ""] = overlap.account_ids.map((id) => names.get(id) ?? "");
  const { from_samples: told, not_known: open } = overlap;
  return (
    <li className="flex flex-col gap-1">
      <h3 className="font-medium">
        {a} and {b}
      </h3>
      {told !== null && <Estimated of={told} names={names} />}
      {open !== null && <p>Who follows both is not known: {reasons[open.reason](listed(open.account_ids, names))}.</p>}
      <Bound of={overlap} />
    </li>
  );
}

/** How many different people all of them reach as followers. */
function UniqueLine({ unique }: { readonly unique: Unique }) {
  if (unique === null) return <p>How many different people follow them is not known: a number of followers is missing.</p>;
  const { estimate, low, high, pairs, pairs_from_samples: sampled } = unique;
  return (
    <p>
      {estimate === null ? (
        <>
          Together they have <Count value={low} /> to <Count value={high} /> different followers.
        </>
      ) : (
        <>
          Together they have <People of={{ estimate, low, high }} /> different followers.
        </>
      )}
      {pairs > 1 && " How many follow three or more of them is not known, so there are only bounds."}
      {pairs > 1 && sampled < pairs && (
        <>
          {" "}
          Samples tell of <Count value={sampled} /> of <Count value={pairs} /> pairs; of the others only the most that can be shared is
          known.
        </>
      )}
    </p>
  );
}

interface AudienceOverlapsProps {
  readonly overlaps: readonly Overlap[];
  readonly unique: Unique;
  readonly names: Names;
}

/** How many follow both of each two creators, and how many different people follow all of them. */
export function AudienceOverlaps({ overlaps, unique, names }: AudienceOverlapsProps) {
  return (
    <Card
      title="How far their audiences overlap"
      lead="From samples of followers where there are some, and what sizes and shares leave open."
    >
      <UniqueLine unique={unique} />
      <ul className="mt-4 flex flex-col gap-4">
        {overlaps.map((overlap) => (
          <OverlapLine key={overlap.account_ids.join()} overlap={overlap} names={names} />
        ))}
      </ul>
      <p className="mt-4 text-sm text-muted">
        From samples: those in both × followers of the one × followers of the other ÷ (listed of the one × listed of the other), with the
        exact interval of 95 % for lists drawn at random. By sizes and shares: of each country, city, gender and age no more people than the
        lesser of the two numbers. Alike: the sum over all values of the lesser share, of all that the fuller list has. Followers are not
        people who see a post.
      </p>
    </Card>
  );
}
