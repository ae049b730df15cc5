import { useEffect, useId, useRef, type ReactNode } from "react";
import { keepBeside } from "./beside.ts";

interface TooltipProps {
  readonly text: string;
  /** One thing that can have the focus, with a name of its own. */
  readonly children: ReactNode;
}

const delayMs = 350;

function watch(host: HTMLElement, tip: HTMLElement): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop = () => {};
  const show = () => {
    if (tip.matches(":popover-open")) return;
    tip.showPopover();
    stop = keepBeside(host, tip, "top");
  };
  const hide = () => {
    clearTimeout(timer);
    stop();
    if (tip.matches(":popover-open")) tip.hidePopover();
  };
  const events = new AbortController();
  const on = (type: string, react: (event: Event) => void) => host.addEventListener(type, react, { signal: events.signal });
  on("pointerenter", (event) => {
    if ((event as PointerEvent).pointerType === "mouse") timer = setTimeout(show, delayMs);
  });
  on("pointerleave", hide);
  on("pointerdown", hide);
  on("focusin", (event) => {
    if ((event.target as Element).matches(":focus-visible")) show();
  });
  on("focusout", hide);
  on("keydown", (event) => {
    if ((event as KeyboardEvent).key === "Escape") hide();
  });
  return () => {
    hide();
    events.abort();
  };
}

/** A few words on pointing or focusing. Never the only place where something is said. */
export function Tooltip({ text, children }: TooltipProps) {
  const id = useId();
  const host = useRef<HTMLSpanElement>(null);
  const tip = useRef<HTMLSpanElement>(null);
  useEffect(() => (host.current === null || tip.current === null ? undefined : watch(host.current, tip.current)), []);
  return (
    <span ref={host} className="inline-flex">
      {children}
      <span
        ref={tip}
        id={id}
        popover="manual"
        role="tooltip"
        className="pointer-events-none fixed inset-auto m-0 max-w-72 rounded-md border-0 bg-ink px-2 py-1 text-sm whitespace-normal text-paper"
      >
        {text}
      </span>
    </span>
  );
}
