import { TextLink } from "../kit/action/text-link.tsx";
import { paths } from "../paths.ts";

/** Above every screen of the sample brand, so that nobody takes its figures for their own. */
export function SampleBanner() {
  return (
    <aside
      aria-label="Sample brand"
      className="flex flex-wrap items-center justify-center gap-x-3 gap-y-0.5 border-b border-line bg-warn-soft px-4 py-1.5 text-center text-sm"
    >
      <p>
        You are looking at the <strong className="font-semibold">sample brand</strong>
        <span className="max-sm:hidden">: made-up people, made-up orders, real arithmetic</span>.
      </p>
      <TextLink to={paths.welcome()}>Start with my own data</TextLink>
    </aside>
  );
}
