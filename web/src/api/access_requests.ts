import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import type { AccessRequest, PageOf, RequestState } from "./access_types";
import { sendJson } from "./client";
import { queryText } from "./query_text";

export type RequestSearch = { state: RequestState | ""; scope?: string; limit: number; offset: number };

/** Sent by the organisation, or received for its scopes. */
export const accessRequestsQuery = (side: "sent" | "received", search: RequestSearch) =>
  queryOptions({
    queryKey: ["accessRequests", side, search],
    queryFn: () => {
      const path = side === "sent" ? "/api/v1/accessrequests" : "/api/v1/accessrequests/received";
      return sendJson<PageOf<AccessRequest>>("GET", path + queryText(search));
    },
    placeholderData: keepPreviousData,
  });

/** For many answers in a row: to be called once, after the last. */
export function useRequestsChanged() {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      ["accessRequests", "access", "catalogue"].map((area) => queries.invalidateQueries({ queryKey: [area] })),
    );
}

export function useRequestAccess(scope: string) {
  return useMutation({
    mutationFn: (reason: string) => sendJson<AccessRequest>("POST", "/api/v1/accessrequests", { scope, reason }),
    onSuccess: useRequestsChanged(),
  });
}

export type Answer = { id: string; state: "APPROVED" | "DENIED"; answer: string };

export function answerRequest({ id, state, answer }: Answer) {
  return sendJson<AccessRequest>("PUT", `/api/v1/accessrequests/${id}`, answer ? { state, answer } : { state });
}

export function useWithdrawRequest() {
  return useMutation({
    mutationFn: (id: string) => sendJson<AccessRequest>("DELETE", `/api/v1/accessrequests/${id}`),
    onSuccess: useRequestsChanged(),
  });
}
