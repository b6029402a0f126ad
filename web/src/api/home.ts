import { queryOptions } from "@tanstack/react-query";

import type { AccessRequest, PageOf } from "./access_types";
import { answer, api, sendJson } from "./client";
import { queryText } from "./query_text";
import type { components } from "./schema";
import { statisticsQuery } from "./statistics";

export type KeyExpiry = components["schemas"]["KeyExpiries"]["items"][number];

const dayLength = 86_400_000;
const dayText = (at: number) => new Date(at).toISOString().slice(0, 10);

/** Keys are told of so many days before they expire: time enough for two people to agree on a new one. */
export const daysOfWarning = 60;

export const expiringKeysQuery = (now: number) =>
  queryOptions({
    queryKey: ["clients", "expiring", dayText(now)],
    queryFn: () =>
      sendJson<PageOf<KeyExpiry>>(
        "GET",
        `/api/v1/clientkeys${queryText({ expiring_before: dayText(now + daysOfWarning * dayLength), limit: 200 })}`,
      ),
  });

export const toAnswerQuery = queryOptions({
  queryKey: ["accessRequests", "received", "home"],
  queryFn: () =>
    sendJson<PageOf<AccessRequest>>(
      "GET",
      `/api/v1/accessrequests/received${queryText({ state: "REQUESTED", limit: 5 })}`,
    ),
});

export const sentRequestsQuery = queryOptions({
  queryKey: ["accessRequests", "sent", "home"],
  queryFn: () => sendJson<PageOf<AccessRequest>>("GET", `/api/v1/accessrequests${queryText({ limit: 50 })}`),
});

/** Since yesterday: what went wrong last night is still news in the morning. */
export const recentRefusalsQuery = (now: number) =>
  statisticsQuery({
    side: "consumer",
    by: "client",
    interval: "day",
    from: dayText(now - dayLength),
    to: dayText(now),
  });

/** Whether the organisation ever fetched a token, as far back as the server tells. */
export const yearsTokensQuery = (now: number) =>
  statisticsQuery({
    side: "consumer",
    by: "none",
    interval: "month",
    from: dayText(now - 390 * dayLength),
    to: dayText(now),
  });

export const ownClientsQuery = queryOptions({
  queryKey: ["clients", "home"],
  queryFn: () => answer(api.GET("/api/v1/clients")),
});

/** One key at the most, of any client: whether there is one. */
export const anyKeyQuery = queryOptions({
  queryKey: ["clients", "expiring", "any"],
  queryFn: () =>
    sendJson<PageOf<KeyExpiry>>("GET", `/api/v1/clientkeys${queryText({ expiring_before: "2999-01-01", limit: 1 })}`),
});
