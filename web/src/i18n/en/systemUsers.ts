import type { Messages } from "../nb";

export const systemUsers: Messages["systemUsers"] = {
  title: "System users",
  intro:
    "A system user lets a supplier's system act for you in APIs that ask for it. The supplier tells you what the system and the client are called.",
  tab: { own: "Ours", received: "For our clients" },
  create: "Make a system user",
  showDeleted: "Show deleted ones too",
  search: "Search the system users",
  searchHint: "System, name, number or client",
  column: {
    system: "System",
    vendor: "Supplier",
    owner: "Customer",
    client: "Client",
    reference: "Reference",
    created: "Created",
    state: "State",
    action: "Action",
  },
  state: { active: "Active", deleted: "Deleted {{date}}" },
  none: {
    own: "You have no system users",
    ownText: "Make one when a supplier asks for it, for an accounting system for example.",
    received: "No customer has made system users for your clients",
    receivedText: "Ask the customer to make one, and give them the system's id and the client's id.",
    noHit: "No system users match",
  },
  howToUse:
    "The grant names the customer in “authorization_details” with type urn:altinn:systemuser. You must have access to the scope yourselves.",
  whose: "the system user for {{system}}",
  deleted: "The system user for {{system}} is deleted",
  confirm: {
    title: "Delete the system user for {{system}}?",
    text: "{{name}} ({{orgno}}) gets no new tokens for you with this system. This cannot be undone, but you can make a new one.",
    confirm: "Delete the system user",
  },
  form: {
    title: "Make a system user",
    intro: "You get all of this from the supplier.",
    system: "The system's id",
    systemHint: "The supplier's organisation number, an underscore and the system's name: 310999113_snillregnskap",
    client: "The client's id",
    clientHint: "The client that the system gets tokens with.",
    reference: "Reference",
    referenceHint:
      "Needed only if you are to have several system users for the same client. Empty: your organisation number.",
    vendor: "Supplier: {{name}}",
    submit: "Make the system user",
    done: "The system user for {{system}} has been made",
    badSystem: "Must be nine digits, an underscore and a name of letters, digits and . _ -",
  },
};
