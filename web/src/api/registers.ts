import { queryOptions } from "@tanstack/react-query";

import { answer, answerOrNothing, api } from "./client";
import type { components } from "./schema";

export type DelegationSource = components["schemas"]["DelegationSource"];

/** An organisation that is registered here, or null. */
export const organisationQuery = (orgnr: string) =>
  queryOptions({
    queryKey: ["organisations", "one", orgnr],
    queryFn: () => answerOrNothing(api.GET("/api/v1/organizations/{orgnr}", { params: { path: { orgnr } } })),
    staleTime: 60_000,
  });

export const delegationSourcesQuery = queryOptions({
  queryKey: ["delegationSources"],
  queryFn: () => answer(api.GET("/api/v1/delegationsources")),
  staleTime: 60_000,
});

/** The name that the server gives the register it keeps itself (docs/protocol.md §5.9). */
export const builtInSource = "portvakt";
