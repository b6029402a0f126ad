/** What somebody else's scope looks like in the catalogue; translations are members of their own, as in `Scope`. */
export type CatalogueEntry = {
  scope: string;
  description: string;
  "description#nn"?: string;
  "description#en"?: string;
  "description#se"?: string;
  long_description?: string;
  "long_description#nn"?: string;
  "long_description#en"?: string;
  "long_description#se"?: string;
  owner_orgno: string;
  owner_name?: string;
  accessible_for_all: boolean;
  /** Issuers. */
  delegation_sources: string[];
  my_access: null | "REQUESTED" | "APPROVED" | "DENIED";
};

/** Who did something: an organisation, the operator where none is told; the client or person only to its own organisation. */
export type Doer = { by_orgno?: string; by?: string };

export const requestStates = ["REQUESTED", "APPROVED", "DENIED", "WITHDRAWN"] as const;
export type RequestState = (typeof requestStates)[number];

export type AccessRequest = {
  id: string;
  scope: string;
  consumer_orgno: string;
  consumer_name?: string;
  owner_orgno: string;
  owner_name?: string;
  state: RequestState;
  reason: string;
  answer?: string;
  created: string;
  last_updated: string;
  /** The oldest first. */
  history: (Doer & { state: RequestState; at: string; text?: string })[];
};

export type AccessEvent = Doer & {
  at: string;
  consumer_orgno: string;
  consumer_name?: string;
  action: "granted" | "revoked" | "requested" | "approved" | "denied" | "withdrawn";
};

/** One page of a list that may be long. */
export type PageOf<T> = { total: number; items: T[] };
