import { Archive, Pencil, Plus, Trash2 } from "lucide-react";
import { Button } from "../kit/action/button.tsx";
import { ButtonLink } from "../kit/action/button-link.tsx";
import { CopyButton } from "../kit/action/copy-button.tsx";
import { IconButton } from "../kit/action/icon-button.tsx";
import { OutsideLink, TextLink } from "../kit/action/text-link.tsx";
import { paths } from "../paths.ts";

/** Buttons and links. */
export function ActionSamples() {
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="primary" icon={Plus}>
          Create program
        </Button>
        <Button>Export</Button>
        <Button variant="quiet" icon={Pencil}>
          Edit
        </Button>
        <Button variant="danger" icon={Trash2}>
          Revoke key
        </Button>
        <ButtonLink to={paths.home()}>Go to the start</ButtonLink>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="primary" isBusy>
          Saving
        </Button>
        <Button isDisabled>Not now</Button>
        <Button size="small">Load more</Button>
        <Button size="small" variant="quiet" icon={Archive}>
          Archive
        </Button>
        <IconButton icon={Pencil} label="Rename" />
        <IconButton icon={Archive} label="Archived too" isPressed />
        <CopyButton text="https://go.example.com/anna" what="link" />
      </div>
      <p>
        A sentence with <TextLink to={paths.home()}>a link inside the app</TextLink> and{" "}
        <OutsideLink href="https://www.rfc-editor.org/rfc/rfc9457">one that leaves it</OutsideLink>.
      </p>
    </>
  );
}
