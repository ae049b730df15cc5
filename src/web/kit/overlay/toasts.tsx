import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { closeToast, toastStore, type ToastMessage } from "./toast-store.ts";

const shownMs = 6000;

/** What is done goes by itself, but not while one points at it; a problem stays until it is closed. */
function useTimeToGo({ key, tone }: ToastMessage): (isHeld: boolean) => void {
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (tone === "bad" || isHeld) return undefined;
    const timer = setTimeout(() => closeToast(key), shownMs);
    return () => clearTimeout(timer);
  }, [key, tone, isHeld]);
  return setHeld;
}

function Toast({ message }: { readonly message: ToastMessage }) {
  const hold = useTimeToGo(message);
  return (
    <li
      onPointerEnter={() => hold(true)}
      onPointerLeave={() => hold(false)}
      className="pointer-events-auto flex items-start gap-2.5 rounded-lg border border-line-strong bg-raised p-3 text-ink shadow-overlay transition-[opacity,translate] starting:translate-y-2 starting:opacity-0"
    >
      {message.tone === "bad" ? (
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      ) : (
        <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
      )}
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{message.title}</p>
        {message.detail !== undefined && <p className="mt-0.5 break-words text-muted">{message.detail}</p>}
        {message.requestId !== undefined && <p className="mt-1 font-mono text-xs break-all text-muted">Request {message.requestId}</p>}
      </div>
      <button
        type="button"
        aria-label="Close this message"
        onClick={() => closeToast(message.key)}
        className="-m-1 inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-sunken hover:text-ink"
      >
        <X aria-hidden className="size-4" />
      </button>
    </li>
  );
}

/** Where the messages appear; mounted once, by the app's root. Read aloud as they come, also over an open dialog. */
export function Toasts() {
  const messages = useSyncExternalStore(toastStore.subscribe, toastStore.messages, toastStore.messages);
  return (
    <ol
      aria-live="polite"
      aria-label="Messages"
      className="pointer-events-none fixed right-4 bottom-4 z-60 flex w-96 max-w-[calc(100vw-2rem)] flex-col gap-2 max-lg:bottom-20"
    >
      {messages.map((message) => (
        <Toast key={message.key} message={message} />
      ))}
    </ol>
  );
}
