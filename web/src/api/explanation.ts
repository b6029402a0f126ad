import { useMutation } from "@tanstack/react-query";

import { answer, api } from "./client";
import type { components } from "./schema";

export type Explanation = components["schemas"]["Explanation"];
export type Judgement = Explanation["rules"][number];

/** What the token endpoint would say to a grant. A mutation, so that the grant is in no cache. */
export function useExplain() {
  return useMutation({
    mutationFn: (assertion: string) => answer(api.POST("/api/v1/explain", { body: { assertion } })),
    gcTime: 0,
  });
}
