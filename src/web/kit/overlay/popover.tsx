import { useEffect, useId, useRef, type ReactElement, type ReactNode, type Ref } from "react";
import { keepBeside } from "./beside.ts";

/** What the opening button must take. */
export interface PopoverTrigger {
  readonly ref: Ref<HTMLButtonElement>;
  readonly popoverTarget: string;
}

interface PopoverProps {
  readonly title: string;
  /** The button that opens it: spread what it is given. */
  readonly trigger: (wiring: PopoverTrigger) => ReactElement;
  readonly children: ReactNode;
}

/** More about one thing, beside it, without leaving the page. The browser's own popover: Escape and a press elsewhere close it. */
export function Popover({ title, trigger, children }: PopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const [anchor, box] = [button.current, panel.current];
    if (anchor === null || box === null) return undefined;
    let stop = () => {};
    const onToggle = (event: Event) => {
      stop();
      stop = (event as ToggleEvent).newState === "open" ? keepBeside(anchor, box, "bottom") : () => {};
    };
    box.addEventListener("toggle", onToggle);
    return () => {
      stop();
      box.removeEventListener("toggle", onToggle);
    };
  }, []);

  return (
    <>
      {trigger({ ref: button, popoverTarget: id })}
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-labelledby={`${id}-title`}
        className="fixed inset-auto m-0 w-80 max-w-[calc(100vw-1.5rem)] rounded-lg border border-line-strong bg-raised p-3 text-left text-base font-normal tracking-normal whitespace-normal text-ink shadow-overlay"
      >
        <p id={`${id}-title`} className="mb-2 font-semibold">
          {title}
        </p>
        {children}
      </div>
    </>
  );
}
