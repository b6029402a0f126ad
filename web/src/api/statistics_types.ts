/** `GET /api/v1/statistics`. */
export const sides = ["consumer", "owner", "supplier", "operator"] as const;
export type Side = (typeof sides)[number];
export const divisions = ["none", "scope", "consumer", "supplier", "client", "code"] as const;
export type Division = (typeof divisions)[number];
export const intervals = ["hour", "day", "month"] as const;
export type Interval = (typeof intervals)[number];

export type StatisticsRow = {
  /** `2026-11-24T13:00:00Z`, `2026-11-24` or `2026-11`, as the interval is. */
  time: string;
  /** Empty where nothing divides, where there is no supplier, and for a client that does not exist. */
  key: string;
  name: string | null;
  tokens: number;
  refusals: number;
};

export type StatisticsReport = {
  from: string;
  to: string;
  interval: Interval;
  by: Division;
  rows: StatisticsRow[];
  /** The server had more rows than it gives out. */
  truncated: boolean;
};

export type StatisticsQuestion = {
  side: Side;
  by?: Division;
  interval?: Interval;
  from?: string;
  to?: string;
  scope?: string;
  consumer?: string;
  supplier?: string;
  client_id?: string;
};
