import { useEffect, useRef, useState, type RefObject } from "react";

const unmeasured = 640;

/** The width of the chart's place in CSS pixels, so that text keeps its size on every screen. */
export function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(unmeasured);
  useEffect(() => {
    if (place.current === null) return undefined;
    const observer = new ResizeObserver((entries) => {
      const measured = entries[0]?.contentRect.width ?? 0;
      if (measured > 0) setWidth(Math.round(measured));
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return [place, width];
}
