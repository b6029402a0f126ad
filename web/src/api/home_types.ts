/** `GET /api/v1/clientkeys`. */
export type KeyExpiry = {
  client_id: string;
  client_name: string;
  kid: string;
  exp: string;
  state: "expired" | "expiring";
};

/** What the front page reads of `GET /api/v1/accessrequests` and `…/received`. */
export type AskedAccess = {
  id: string;
  scope: string;
  consumer_orgno: string;
  consumer_name?: string;
  owner_orgno: string;
  owner_name?: string;
  state: "REQUESTED" | "APPROVED" | "DENIED" | "WITHDRAWN";
  last_updated: string;
};

export type Part<T> = { total: number; items: T[] };
