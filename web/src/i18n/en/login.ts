import type { Messages } from "../nb";

export const login: Messages["login"] = {
  title: "Sign in to self-service",
  intro:
    "Here organisations control access to APIs between machines: who may use which APIs, and the keys they do it with.",
  button: "Sign in",
  oidcHint: "You choose which organisation you represent when you sign in.",
  none: "Sign-in is not set up on this server. Self-service is available through the API.",
  test: {
    heading: "Choose who you want to be",
    text: "This is a sandbox. You sign in without a password as a synthetic organisation.",
    organisation: "Organisation",
    rights: "Rights",
    rightsHint: "Choose fewer to see self-service as somebody with fewer rights sees it.",
    rightsMissing: "Choose at least one right",
    button: "Sign in as {{name}}",
  },
  right: {
    clients: "Clients",
    scopes: "Scopes and access",
    supplier: "Supplier for others",
    operator: "Operating the service",
  },
  error: {
    title: "The sign-in was not completed",
    denied: "You cancelled the sign-in.",
    weak_login:
      "The sign-in was not strong enough for this service. Choose a higher level of assurance when you sign in.",
    expired: "The sign-in took too long, or it was started in another window. Try again.",
    unavailable: "The sign-in service could not be reached. Wait a little and try again.",
    no_organisation:
      "You signed in without representing an organisation with rights here. Ask your organisation's main administrator for the rights.",
    failed:
      "The sign-in service gave an answer that could not be used. Try again; if it happens repeatedly, tell whoever runs this service.",
  },
};
