import { useState } from "react";
import { api, inForm, usePages, type ListRow } from "../../../web/api.ts";
import { Form } from "../../../web/kit/form/form.tsx";
import { missing } from "../../../web/kit/form/missing.ts";
import { useForm } from "../../../web/kit/form/use-form.ts";
import { FileDrop } from "../../../web/kit/input/file-drop.tsx";
import { Select, type Option } from "../../../web/kit/input/select.tsx";
import { TextInput } from "../../../web/kit/input/text-input.tsx";
import { Textarea } from "../../../web/kit/input/textarea.tsx";
import { Dialog } from "../../../web/kit/overlay/dialog.tsx";
import { showDone } from "../../../web/kit/overlay/toast-store.ts";
import { Plus, UsersRound } from "lucide-react";
import { Button } from "../../../web/kit/action/button.tsx";
import { EmptyState } from "../../../web/kit/page/empty-state.tsx";
import { Section } from "../../../web/kit/page/section.tsx";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Day } from "../../../web/kit/time/day.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { Unknown } from "../../../web/kit/value/money.tsx";
import { WithInterval } from "../../../web/lists/with-interval.tsx";
import { useIsAtLeast } from "../../../web/role.ts";

/** Of what a sample is. */
type SampleKind = "followers" | "comments";

interface SampleDialogProps {
  readonly kind: SampleKind;
  readonly path: { readonly id: string; readonly account_id: string };
  readonly onClose: () => void;
}

const words = {
  followers: {
    title: "Add followers",
    lead: "A list of some hundred followers, drawn at random. Handles and ids become keyed hashes, by which samples can be compared; they are not kept otherwise.",
    label: "Followers",
    hint: "The first row names the columns: followers, following, posts, picture, username, id. Blank is not known.",
    placeholder: "username,followers,following,posts,picture\nanna.moves,312,280,95,1",
    megabytes: 15,
  },
  comments: {
    title: "Add comments",
    lead: "Some hundred comments under several posts. Writers become numbers; what they wrote is kept as evidence.",
    label: "Comments",
    hint: "A comment a line, or a table with the columns comment, author and post.",
    placeholder: "author,post,comment\nanna,p1,Where did you get this jacket?",
    megabytes: 7,
  },
} as const;

type Drawing = "not_said" | "at_random" | "newest" | "all";
const drawings: readonly Option<Drawing>[] = [
  { value: "not_said", label: "I do not know" },
  { value: "at_random", label: "At random from all" },
  { value: "newest", label: "The newest, as the platform lists them" },
  { value: "all", label: "All followers" },
];

const initial: { text: string; source: string; evidence: string; drawn: Drawing } = {
  text: "",
  source: "",
  evidence: "",
  drawn: "not_said",
};

function useSampleForm({ kind, path, onClose }: SampleDialogProps) {
  const followers = api.useMutation("post", "/v1/creators/{id}/accounts/{account_id}/follower-samples", inForm);
  const comments = api.useMutation("post", "/v1/creators/{id}/accounts/{account_id}/comment-samples", inForm);
  const score = api.useMutation("post", "/v1/creators/{id}/accounts/{account_id}/scorecards");
  return useForm({
    initial,
    submit: async ({ drawn, ...body }): Promise<unknown> => {
      if (body.text.trim() === "") return missing("text", "Paste the list, or choose a file.");
      const answer =
        kind === "followers"
          ? await followers.mutateAsync({ params: { path }, body: { ...body, drawn: drawn === "not_said" ? null : drawn } })
          : await comments.mutateAsync({ params: { path }, body });
      await score.mutateAsync({ params: { path } });
      return answer;
    },
    onDone: () => {
      showDone("The sample is kept, and the account is scored anew.");
      onClose();
    },
  });
}

/** Takes in a sample by paste or file, and scores the account with it. */
function SampleDialog(props: SampleDialogProps) {
  const { kind, onClose } = props;
  const { title, lead, label, hint, placeholder, megabytes } = words[kind];
  const form = useSampleForm(props);
  const [file, setFile] = useState<File>();
  const text = form.field("text");
  const take = (chosen: File) => {
    setFile(chosen);
    void chosen.text().then((content) => text.onChange(content));
  };
  return (
    <Dialog isOpen onClose={onClose} title={title} lead={lead}>
      <Form form={form} submitLabel="Add and score" onCancel={onClose}>
        <Textarea label={label} hint={hint} placeholder={placeholder} rows={6} isMono {...text} />
        <FileDrop
          label="Or drop a CSV file"
          hint={`Up to ${megabytes} MB`}
          accept=".csv,.txt,text/csv,text/plain"
          maxBytes={megabytes * 1024 * 1024}
          file={file}
          onFile={take}
        />
        {kind === "followers" && (
          <Select
            label="How was it drawn?"
            hint="It decides what the list says of all followers."
            options={drawings}
            {...form.field("drawn")}
          />
        )}
        <TextInput label="Source" hint="Where the list is from." maxLength={60} autoComplete="off" {...form.field("source")} />
        <TextInput
          label="Evidence"
          isOptional
          hint="A file’s name or address."
          maxLength={1000}
          autoComplete="off"
          {...form.field("evidence")}
        />
      </Form>
    </Dialog>
  );
}

type Followers = ListRow<"/v1/creators/{id}/accounts/{account_id}/follower-samples">;
type Comments = ListRow<"/v1/creators/{id}/accounts/{account_id}/comment-samples">;

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const rangeText = (range: { readonly low: number; readonly high: number } | null): string =>
  range === null ? "not known" : `${percent(range.low)} to ${percent(range.high)}`;

/** The day of a sample, and where it is from. */
function Taken({ sample }: { readonly sample: Followers | Comments }) {
  return (
    <>
      <Day on={sample.taken_on} />
      <span className="block text-sm font-normal text-muted">
        {["grade" in sample ? `${sample.source}, grade ${sample.grade}` : sample.source, sample.evidence]
          .filter((text) => text !== "")
          .join("; ")}
      </span>
    </>
  );
}

const signNote = "Share of those of which it can be told; below it the interval of 95 % (Wilson).";

/** A share with its interval below. */
function Sign({ of }: { readonly of: { readonly share: number; readonly low: number; readonly high: number } | null | undefined }) {
  if (of === null || of === undefined) return <Unknown reason="cannot be told from this sample" />;
  return <WithInterval interval={rangeText(of)}>{percent(of.share)}</WithInterval>;
}

const followerColumns: Column<Followers>[] = [
  { key: "taken", head: "Taken", isName: true, cell: (sample) => <Taken sample={sample} /> },
  {
    key: "suspicious",
    head: "Suspicious",
    isCorner: true,
    explain:
      "From the least to the most of: counted above 0.3, 0.5 and 0.7, and corrected for what the model misses; each with its interval of 95 %",
    cell: ({ reading }) => rangeText(reading.suspicious),
  },
  { key: "real", head: "Real", align: "end", explain: signNote, cell: ({ reading }) => <Sign of={reading.classes["real"]} /> },
  { key: "influencer", head: "Creators", align: "end", cell: ({ reading }) => <Sign of={reading.classes["influencer"]} /> },
  { key: "mass", head: "Mass followers", align: "end", cell: ({ reading }) => <Sign of={reading.classes["mass_follower"]} /> },
  { key: "count", head: "Followers", align: "end", cell: ({ followers }) => <Count value={followers} /> },
  { key: "left", head: "Left out", align: "end", cell: ({ faults }) => <Count value={faults.length} /> },
];

const commentColumns: Column<Comments>[] = [
  { key: "taken", head: "Taken", isName: true, cell: (sample) => <Taken sample={sample} /> },
  {
    key: "own",
    head: "In own words",
    isCorner: true,
    align: "end",
    explain: signNote,
    cell: ({ reading }) => <Sign of={reading.own_words} />,
  },
  { key: "ask", head: "Ask", align: "end", cell: ({ reading }) => <Sign of={reading.signs["question"]} /> },
  { key: "buy", head: "Wish to buy", align: "end", cell: ({ reading }) => <Sign of={reading.signs["purchase_intent"]} /> },
  { key: "generic", head: "Generic", align: "end", cell: ({ reading }) => <Sign of={reading.signs["generic"]} /> },
  { key: "repeated", head: "Repeated", align: "end", cell: ({ reading }) => <Sign of={reading.signs["duplicate"]} /> },
  { key: "circle", head: "One circle", align: "end", cell: ({ reading }) => <Sign of={reading.signs["circle"]} /> },
  { key: "language", head: "Other language", align: "end", cell: ({ reading }) => <Sign of={reading.signs["other_language"]} /> },
  { key: "count", head: "Comments", align: "end", cell: ({ reading }) => <Count value={reading.comments} /> },
];

/** The samples of one account, and a way to add more. */
export function SamplesSection({ path }: { readonly path: { readonly id: string; readonly account_id: string } }) {
  const canWrite = useIsAtLeast("manager");
  const [adding, setAdding] = useState<SampleKind>();
  const followers = usePages("/v1/creators/{id}/accounts/{account_id}/follower-samples", { path });
  const comments = usePages("/v1/creators/{id}/accounts/{account_id}/comment-samples", { path });
  const add = canWrite && (
    <>
      <Button icon={Plus} onClick={() => setAdding("followers")}>
        Add followers
      </Button>
      <Button icon={Plus} onClick={() => setAdding("comments")}>
        Add comments
      </Button>
    </>
  );
  const isNone = followers.rows?.length === 0 && comments.rows?.length === 0;
  return (
    <div id="samples" className="scroll-mt-4">
      <Section title="Samples" lead="Lists of followers and comments that the score rests on." actions={isNone ? undefined : add}>
        {isNone ? (
          <EmptyState title="No samples yet" icon={UsersRound} action={add}>
            Paste some hundred followers and comments: they tell most about whether an audience is real and wants to buy.
          </EmptyState>
        ) : (
          <div className="flex flex-col gap-4">
            {followers.rows?.length !== 0 && (
              <Table {...followers} caption="Samples of followers" columns={followerColumns} rowKey={({ id }) => id} empty={null} />
            )}
            {comments.rows?.length !== 0 && (
              <Table {...comments} caption="Samples of comments" columns={commentColumns} rowKey={({ id }) => id} empty={null} />
            )}
          </div>
        )}
        {adding !== undefined && <SampleDialog kind={adding} path={path} onClose={() => setAdding(undefined)} />}
      </Section>
    </div>
  );
}
