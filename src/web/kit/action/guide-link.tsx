import { guideTitles, type GuidePage } from "./guide-titles.ts";
import { OutsideLink } from "./text-link.tsx";

/** The page of the guide that explains a screen. It comes from this installation and can be read without the internet. */
export function GuideLink({ page }: { readonly page: GuidePage }) {
  return <OutsideLink href={`/docs/guide/${page}.md`}>{guideTitles[page]}</OutsideLink>;
}
