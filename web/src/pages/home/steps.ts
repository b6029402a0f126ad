import type { AccessRequest } from "../../api/access_types";

export type Found = { clientScopes: boolean; requestStates: AccessRequest["state"][]; hasKey: boolean };
export type Step = { name: "find" | "ask" | "client" | "token"; state: "done" | "waiting" | "next" | "later" };

/** How far an organisation without a token has come. A scope that is open for all needs no asking: a client with it has passed that step. */
export function stepsOf({ clientScopes, requestStates, hasKey }: Found): Step[] {
  const hasAsked = requestStates.some((state) => state !== "WITHDRAWN");
  const hasAccess = clientScopes || requestStates.includes("APPROVED");
  const isWaiting = !hasAccess && requestStates.includes("REQUESTED");
  const done: [Step["name"], boolean][] = [
    ["find", clientScopes || hasAsked],
    ["ask", hasAccess],
    ["client", clientScopes && hasKey],
    ["token", false],
  ];
  let isNext = true;
  return done.map(([name, isDone]) => {
    if (isDone) return { name, state: "done" };
    if (name === "ask" && isWaiting) return { name, state: "waiting" };
    const state = isNext ? "next" : "later";
    isNext = false;
    return { name, state };
  });
}
