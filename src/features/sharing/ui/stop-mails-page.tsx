import { api, inForm } from "../../../web/api.ts";
import { problemOf } from "../../../web/client/problem.ts";
import { Button } from "../../../web/kit/action/button.tsx";
import { useParam } from "../../../web/params.ts";
import { OutsideFrame } from "../../../web/shell/outside-frame.tsx";

/** What the link at the end of a mailed report leads to: a press ends the mails, so that no program that looks at links does. */
export function StopMailsPage() {
  const token = useParam("token");
  const stop = api.useMutation("post", "/v1/report-mails/stop", inForm);
  if (stop.isSuccess) return <OutsideFrame title="You get this report no more">Other mails stay as they are.</OutsideFrame>;
  return (
    <OutsideFrame title="Get this report no more?" lead="The mails of this one report to you end; nothing else changes.">
      {stop.error !== null && <p className="mb-4 text-bad">{problemOf(stop.error).detail}</p>}
      <Button variant="primary" isBusy={stop.isPending} onClick={() => stop.mutate({ body: { token } })}>
        Get it no more
      </Button>
    </OutsideFrame>
  );
}
