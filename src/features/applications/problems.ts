import { defineProblems } from "../../platform/problems/problem.ts";

/** What a person who sets up a page or decides on an application can act on. */
export const applicationProblems = defineProblems({
  "page-exists": {
    status: 409,
    title: "The program has an application page already",
    help: "Change that page, or open it again.",
  },
  "application-decided": {
    status: 409,
    title: "The application is decided",
    help: "A decision stays. What comes after it is done at the creator.",
  },
  "account-not-verified": {
    status: 409,
    title: "No account of the applicant is verified",
    help: "Look for the code in the bio of one of the accounts, or have the platform asked, then approve.",
  },
  "applicant-do-not-contact": {
    status: 409,
    title: "The applicant asked not to be contacted",
    help: "Somebody who is on the do-not-contact list may apply by themselves. If they changed their mind, take the entry off the list under Settings, Creators' data, then approve; else refuse the application.",
  },
  "applicant-known": {
    status: 409,
    title: "The applicant may be a creator already",
    help: "Approve the application for one of the creators that are named. Where only the e-mail address is the same it can be approved as somebody new; where a verified profile is theirs, archive the account there first.",
  },
});
