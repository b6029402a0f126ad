import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";

import type { AccessRequest, PageOf } from "../../api/access_types";
import {
  expiringKeysQuery,
  type KeyExpiry,
  recentRefusalsQuery,
  sentRequestsQuery,
  toAnswerQuery,
} from "../../api/home";
import { useRight } from "../../session/session";
import { recentlyAnswered, type RefusedClient, refusedClients } from "./news";

export type Waiting = {
  keys: KeyExpiry[];
  toAnswer: PageOf<AccessRequest>;
  answered: AccessRequest[];
  refused: RefusedClient[];
};

/** What the front page asks for, as far as the rights go; `pending` until all of it came or failed. */
export function useWaiting(): { waiting: Waiting; pending: boolean; failed: UseQueryResult[] } {
  const [now] = useState(Date.now);
  const mayClients = useRight("clients");
  const mayScopes = useRight("scopes");
  const keys = useQuery({ ...expiringKeysQuery(now), enabled: mayClients });
  const toAnswer = useQuery({ ...toAnswerQuery, enabled: mayScopes });
  const sent = useQuery({ ...sentRequestsQuery, enabled: mayClients });
  const refusals = useQuery({ ...recentRefusalsQuery(now), enabled: mayClients });
  const asked: UseQueryResult[] = [keys, toAnswer, sent, refusals];
  return {
    waiting: {
      keys: keys.data?.items ?? [],
      toAnswer: toAnswer.data ?? { total: 0, items: [] },
      answered: recentlyAnswered(sent.data?.items ?? [], now),
      refused: refusedClients(refusals.data),
    },
    pending: asked.some(({ isLoading }) => isLoading),
    failed: asked.filter(({ isError }) => isError),
  };
}
