import type { IntegrationType, NewScope, Scope, ScopeInput } from "../../api/scopes";

/** The form as it is typed: what is a number or may be absent at the API is text here. */
export type ScopeDraft = {
  prefix: string;
  subscope: string;
  description: string;
  "description#nn": string;
  "description#en": string;
  long_description: string;
  "long_description#nn": string;
  "long_description#en": string;
  visibility: Scope["visibility"];
  accessible_for_all: boolean;
  delegation_source: string;
  allowed_integration_types: IntegrationType[];
  token_type: Scope["token_type"];
  at_max_age: string;
  authorization_max_lifetime: string;
  enforced_aud_for_access_token: string;
  requires_user_consent: boolean;
  requires_user_authentication: boolean;
  requires_pseudonymous_tokens: boolean;
};

export const emptyDraft: ScopeDraft = {
  prefix: "",
  subscope: "",
  description: "",
  "description#nn": "",
  "description#en": "",
  long_description: "",
  "long_description#nn": "",
  "long_description#en": "",
  visibility: "PUBLIC",
  accessible_for_all: false,
  delegation_source: "",
  allowed_integration_types: ["maskinporten"],
  token_type: "SELF_CONTAINED",
  at_max_age: "0",
  authorization_max_lifetime: "0",
  enforced_aud_for_access_token: "",
  requires_user_consent: false,
  requires_user_authentication: false,
  requires_pseudonymous_tokens: false,
};

export function draftOf(scope: Scope): ScopeDraft {
  const known = Object.keys(emptyDraft).filter((member) => member in scope) as (keyof ScopeDraft & keyof Scope)[];
  return {
    ...emptyDraft,
    ...Object.fromEntries(known.map((member) => [member, scope[member]])),
    at_max_age: String(scope.at_max_age),
    authorization_max_lifetime: String(scope.authorization_max_lifetime),
  };
}

const texts = ["description", "description#nn", "description#en"] as const;
const longTexts = ["long_description", "long_description#nn", "long_description#en"] as const;
const mayBeAbsent = [...texts, ...longTexts, "delegation_source", "enforced_aud_for_access_token"] as const;

function members(draft: ScopeDraft): Omit<ScopeInput, "active"> {
  const filled = mayBeAbsent.filter((member) => draft[member].trim() !== "");
  return {
    description: draft.description.trim(),
    ...Object.fromEntries(filled.map((member) => [member, draft[member].trim()])),
    visibility: draft.visibility,
    accessible_for_all: draft.accessible_for_all,
    allowed_integration_types: draft.allowed_integration_types,
    token_type: draft.token_type,
    at_max_age: Number(draft.at_max_age),
    authorization_max_lifetime: Number(draft.authorization_max_lifetime),
    requires_user_consent: draft.requires_user_consent,
    requires_user_authentication: draft.requires_user_authentication,
    requires_pseudonymous_tokens: draft.requires_pseudonymous_tokens,
  };
}

export function newScope(draft: ScopeDraft): NewScope {
  return { ...members(draft), active: true, prefix: draft.prefix, subscope: draft.subscope.trim() };
}

/** A PUT replaces everything, so that what the form does not show is sent back as it was. */
export function changedScope(scope: Scope, draft: ScopeDraft): ScopeInput {
  return { ...scope, ...emptied(draft), ...members(draft) };
}

/** Texts that the form emptied must not stay as the scope had them. */
function emptied(draft: ScopeDraft): Partial<ScopeInput> {
  return Object.fromEntries(
    mayBeAbsent.filter((member) => draft[member].trim() === "").map((member) => [member, undefined]),
  );
}

const loginTypes: readonly IntegrationType[] = ["idporten", "ansattporten", "idporten_saml2"];

/** Rules about users concern only types with which somebody logs in. */
export function concernsUsers(draft: ScopeDraft): boolean {
  return draft.allowed_integration_types.some((type) => loginTypes.includes(type));
}
