import { ProgramPage } from "../../features/programs/ui/program-page.tsx";
import { ProgramResults } from "../../features/reports/ui/program-results.tsx";

/** A program's page with what came of it. */
export function ProgramScreen() {
  return <ProgramPage results={<ProgramResults />} />;
}
