import type { components } from "../schema";

export type Prefix = components["schemas"]["Prefix"];
export type Client = components["schemas"]["Client"];
export type Key = components["schemas"]["Key"];

/** A part of a list that may be long. */
export type Part<T> = { total: number; items: T[] };

export type RegisteredOrganisation = { orgno: string; name: string; created: string; last_updated: string };

export type SigningKey = {
  kid: string;
  alg: string;
  state: "pending" | "active" | "retired";
  created: string;
  activated?: string;
  retired?: string;
  /** Of pending ones: by then it has been published long enough. */
  may_sign_from?: string;
  /** Whether those who check tokens find it in the key set. */
  published: boolean;
};

/** An issued token; members without a value are absent. */
export type LedgerRow = {
  id: number;
  at: string;
  client_id: string;
  consumer?: string;
  foreign_consumer?: string;
  supplier?: string;
  delegation_source?: string;
  /** Blank-separated. */
  scopes: string;
  kid?: string;
  certificate?: string;
  client_amr?: string;
  grant?: string;
  token_jti: string;
  aud?: unknown;
  authorization_detail?: string;
  grant_expires: string;
  token_expires: string;
  signing_kid: string;
  trace_id: string;
  remote?: string;
};

export type LedgerPage = { items: LedgerRow[]; next?: number };
