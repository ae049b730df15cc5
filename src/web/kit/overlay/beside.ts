/** A rectangle in the window, in CSS pixels. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Place {
  readonly anchor: Box;
  readonly panel: { readonly width: number; readonly height: number };
  readonly window: { readonly width: number; readonly height: number };
  readonly side: "top" | "bottom";
}

const gap = 6;
const margin = 12;

function clamped(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, Math.max(least, most)));
}

/**
 * Where a panel goes beside what opened it: on the wished side, on the other one where there is no room, and never out of the window.
 * @returns left and top in CSS pixels from the window's corner
 * @example
 * import { placeBeside } from "./beside.ts";
 * const anchor = { left: 100, top: 100, width: 20, height: 20 };
 * placeBeside({ anchor, panel: { width: 80, height: 40 }, window: { width: 400, height: 400 }, side: "bottom" }); // => { left: 70, top: 126 }
 */
export function placeBeside({ anchor, panel, window, side }: Place): { left: number; top: number } {
  const above = anchor.top - gap - panel.height;
  const below = anchor.top + anchor.height + gap;
  const hasRoomBelow = below + panel.height <= window.height - margin;
  const hasRoomAbove = above >= margin;
  const isBelow = side === "bottom" ? hasRoomBelow || !hasRoomAbove : !hasRoomAbove;
  return {
    left: clamped(anchor.left + anchor.width / 2 - panel.width / 2, margin, window.width - margin - panel.width),
    top: clamped(isBelow ? below : above, margin, window.height - margin - panel.height),
  };
}

/** Keeps an open panel beside its anchor while the page scrolls or turns; call what it returns when the panel closes. */
export function keepBeside(anchor: Element, panel: HTMLElement, side: "top" | "bottom"): () => void {
  const place = () => {
    const size = { width: panel.offsetWidth, height: panel.offsetHeight };
    const at = placeBeside({
      anchor: anchor.getBoundingClientRect(),
      panel: size,
      window: { width: innerWidth, height: innerHeight },
      side,
    });
    panel.style.left = `${Math.round(at.left)}px`;
    panel.style.top = `${Math.round(at.top)}px`;
  };
  place();
  addEventListener("scroll", place, { capture: true, passive: true });
  addEventListener("resize", place);
  return () => {
    removeEventListener("scroll", place, { capture: true });
    removeEventListener("resize", place);
  };
}
