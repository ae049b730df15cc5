/** What each role may do, in the words of the settings page; least first. */
export const roleOptions = [
  { value: "viewer", label: "Viewer", hint: "Reads everything but keys and the audit log." },
  { value: "analyst", label: "Analyst", hint: "As viewer, and recomputes attribution." },
  { value: "manager", label: "Manager", hint: "Runs creators, programs, links and imports." },
  { value: "admin", label: "Admin", hint: "As manager, and settings, keys, webhooks and money." },
  { value: "owner", label: "Owner", hint: "As admin, and members." },
] as const;

/** One of the roles of {@link roleOptions}. */
export type Role = (typeof roleOptions)[number]["value"];

/** A role in a word. */
export const roleLabel = (role: Role): string => roleOptions.find((option) => option.value === role)?.label ?? role;
