import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Compass, FileUp } from "lucide-react";
import { useState } from "react";
import { Button } from "../kit/action/button.tsx";
import { TextLink } from "../kit/action/text-link.tsx";
import { paths } from "../paths.ts";
import { sessionQueries, sessionQuery } from "../session.ts";
import { OutsideFrame } from "../shell/outside-frame.tsx";
import { rememberStart } from "../shell/start-memory.ts";
import { NewWorkspaceForm } from "./new-workspace-form.tsx";
import { WelcomeChoice } from "./welcome-choice.tsx";

function useEnter() {
  const navigate = useNavigate();
  return (slug: string) => {
    rememberStart();
    void navigate({ to: paths.workspace(slug) });
  };
}

/** The first choice: look around in made-up data, or begin with one's own. */
export function WelcomePage() {
  const { data: session } = useSuspenseQuery(sessionQuery, sessionQueries);
  const enter = useEnter();
  const sample = session.workspaces.find((workspace) => workspace.is_sample);
  const own = session.workspaces.find((workspace) => !workspace.is_sample);
  const [isStarting, setStarting] = useState(sample === undefined);
  const back = own === undefined ? undefined : <TextLink to={paths.workspace(own.slug)}>Back to {own.name}</TextLink>;

  if (isStarting) {
    return (
      <OutsideFrame title="Start with my own data" lead="A workspace is one brand with its own creators, orders and ledger." foot={back}>
        <NewWorkspaceForm onDone={enter} {...(sample === undefined ? {} : { onCancel: () => setStarting(false) })} />
      </OutsideFrame>
    );
  }
  return (
    <OutsideFrame isWide title="How do you want to begin?" lead="You can do the other at any time." foot={back}>
      <div className="grid gap-4 sm:grid-cols-2">
        {sample !== undefined && (
          <WelcomeChoice
            icon={Compass}
            title="Look at the sample brand"
            action={<Button onClick={() => enter(sample.slug)}>Open {sample.name}</Button>}
          >
            Creators, links, orders and commissions of a brand that does not exist. See how a click becomes an amount that somebody is owed,
            and change anything you like.
          </WelcomeChoice>
        )}
        <WelcomeChoice
          icon={FileUp}
          title="Start with my own data"
          action={
            <Button variant="primary" onClick={() => setStarting(true)}>
              Create workspace
            </Button>
          }
        >
          Bring a list of creators and an export of your orders. In a few minutes you see what each creator earned you, and what you owe
          them.
        </WelcomeChoice>
      </div>
    </OutsideFrame>
  );
}
