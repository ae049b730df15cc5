import { Target } from "lucide-react";
import { Suspense, useState } from "react";
import { api } from "../../../web/api.ts";
import { ButtonLink } from "../../../web/kit/action/button-link.tsx";
import { TextLink } from "../../../web/kit/action/text-link.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Notice } from "../../../web/kit/page/notice.tsx";
import { PageSkeleton } from "../../../web/kit/page/page-skeleton.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import { More } from "../../../web/kit/parts/more.tsx";
import { calendarDayText } from "../../../web/kit/time/time-text.ts";
import { useParam } from "../../../web/params.ts";
import { handleText, platformLabel } from "../../../web/pickers/platforms.ts";
import { usePaths } from "../../../web/session.ts";
import { FitChart } from "./fit-chart.tsx";
import { partWords, scoreText, shareText, type AccountFit, type CreatorFit, type FitPart } from "./words.ts";

type Reason = FitPart["reasons"][number];

function ReasonLine({ reason }: { readonly reason: Reason }) {
  const to = usePaths();
  const origin = [
    reason.source,
    reason.observed_on === null ? null : calendarDayText(reason.observed_on),
    reason.grade === null ? null : `grade ${reason.grade}`,
  ].filter((part) => part !== null && part !== "");
  return (
    <li>
      <span>
        {reason.text}
        {reason.score !== null && `: ${Math.round(reason.score)} points`}
      </span>
      <span className="block text-sm text-muted">{origin.join(", ")}</span>
      {reason.quotes.map(({ text, post_id: post }) => (
        <span key={`${post ?? ""} ${text}`} className="block text-sm text-muted">
          “{text}” {post !== null && <TextLink to={to.post(post)}>Open post</TextLink>}
        </span>
      ))}
    </li>
  );
}

function PartReasons({ part }: { readonly part: FitPart }) {
  if (!part.is_asked) return null;
  return (
    <div className="flex flex-col gap-1">
      <h4 className="font-medium">
        {partWords[part.key]} · {scoreText(part)}
      </h4>
      <ul className="flex list-disc flex-col gap-1 pl-5">
        {part.reasons.map((reason) => (
          <ReasonLine key={reason.text} reason={reason} />
        ))}
        {part.missing.map((missing) => (
          <li key={missing} className="text-muted">
            Not known: {missing[0]!.toLowerCase()}
            {missing.slice(1)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Account({ fit, of }: { readonly fit: AccountFit; readonly of: CreatorFit }) {
  return (
    <Card title={`${platformLabel(fit.platform)}, ${handleText(fit)}`}>
      <div className="flex flex-col gap-4">
        {fit.warnings.map(({ competitor, posts }) => (
          <Notice key={competitor} tone="warn" title={`Speaks of ${competitor}, a competitor`}>
            {posts.map(({ text }) => `“${text}”`).join(" ")}
          </Notice>
        ))}
        <FitChart fit={fit} profile={of.profile_name} formula={of.formulas["score"] ?? ""} />
        <More label={`Why? ${shareText(fit.known)} of what is asked is known`}>
          {fit.parts.map((part) => (
            <PartReasons key={part.key} part={part} />
          ))}
        </More>
      </div>
    </Card>
  );
}

function Fit({ creatorId, profileId }: { readonly creatorId: string; readonly profileId: string }) {
  const { data } = api.useSuspenseQuery("get", "/v1/creators/{id}/fit", {
    params: { path: { id: creatorId }, query: { profile_id: profileId } },
  });
  const [first, ...others] = data.accounts;
  if (first === undefined)
    return (
      <EmptyState title="No account yet" icon={Target}>
        Add an account on a platform: what is known of its audience and posts is held against the profile.
      </EmptyState>
    );
  return (
    <div className="flex flex-col gap-4">
      <Account fit={first} of={data} />
      {others.length > 0 && (
        <More label={`${others.length} more ${others.length === 1 ? "account" : "accounts"}`}>
          {others.map((fit) => (
            <Account key={fit.account_id} fit={fit} of={data} />
          ))}
        </More>
      )}
    </div>
  );
}

/** How well a creator fits the buyer profile that is chosen. */
export function FitSection() {
  const to = usePaths();
  const creatorId = useParam("creator");
  const { data } = api.useSuspenseQuery("get", "/v1/buyer-profiles", { params: { query: { limit: 100 } } });
  const [chosen, choose] = useState<string>();
  const profile = data.data.find(({ id }) => id === chosen) ?? data.data.find((each) => each.is_default) ?? data.data[0];
  const write = <ButtonLink to={to.buyers()}>Write a buyer profile</ButtonLink>;
  return (
    <Section title="Does my buyer listen?" lead="What is known of the audience and the posts, held against whom you want to reach.">
      {profile === undefined ? (
        <EmptyState title="No buyer profile yet" icon={Target} action={write}>
          Write down once whom you want to reach: age, countries, interests, what they pay. Every creator is then held against it.
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-4">
          {data.data.length > 1 && (
            <div className="max-w-xs">
              <Select
                label="Buyer profile"
                options={data.data.map(({ id, name }) => ({ value: id, label: name }))}
                value={profile.id}
                onChange={choose}
              />
            </div>
          )}
          <Suspense fallback={<PageSkeleton />}>
            <Fit creatorId={creatorId} profileId={profile.id} />
          </Suspense>
        </div>
      )}
    </Section>
  );
}
