import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { LastFit } from "./fit-panel.tsx";

test("the dials that were fitted last can be taken, also by somebody who comes back to the page", () => {
  let taken = 0;
  const onTake = () => {
    taken += 1;
  };
  const fit = { orders: 219, from: "2025-11-29", to: "2026-11-29" };
  const element = LastFit({ fit, onTake });
  const text = renderToStaticMarkup(element).replaceAll(/<[^>]+>/g, "");
  expect(text).toContain("Last fitted to 219 orders from 29 Nov 2025 to 28 Nov 2026.");
  expect(text).toContain("Take these dials");
  const [, button] = (element.props as { children: { props: { onClick: () => void } }[] }).children;
  button!.props.onClick();
  expect(taken).toBe(1);
});
