import { useEffect, useState, type RefObject } from "react";

/** Whether what lies in a box is wider than the box; it then has to scroll within itself, so that the page does not. */
export function useTooWide(box: RefObject<HTMLElement | null>): boolean {
  const [isTooWide, setTooWide] = useState(false);
  useEffect(() => {
    const content = box.current?.firstElementChild;
    if (box.current === null || !(content instanceof HTMLElement)) return undefined;
    const measure = () => setTooWide(content.offsetWidth > (box.current?.clientWidth ?? Infinity));
    const observer = new ResizeObserver(measure);
    observer.observe(box.current);
    observer.observe(content);
    return () => observer.disconnect();
  }, [box]);
  return isTooWide;
}
