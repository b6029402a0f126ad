import createClient from "openapi-fetch";

import { ApiProblem } from "./problem";
import type { paths } from "./schema";

/** Sent with every change; the server gives it out with the session. */
let csrfToken = "";
export function setCsrfToken(token: string): void {
  csrfToken = token;
}

let onSessionEnd: () => void = () => {};
/** Called when a request is answered 401: the session is over, what is on the screen is not. */
export function whenSessionEnds(handler: () => void): void {
  onSessionEnd = handler;
}

const reads = new Set(["GET", "HEAD"]);

async function send(request: Request): Promise<Response> {
  if (!reads.has(request.method)) request.headers.set("X-CSRF-Token", csrfToken);
  const response = await fetch(request).catch(() => {
    throw new ApiProblem(0);
  });
  if (response.status === 401) onSessionEnd();
  return response;
}

/** The self-service API, typed by api/openapi.yaml. Wrap each call in `answer`. */
export const api = createClient<paths>({ baseUrl: window.location.origin, fetch: send });

type Outcome<T> = { data?: T; error?: unknown; response: Response };

/** The body of a good answer; anything else is thrown as an ApiProblem. */
export async function answer<T>(call: Promise<Outcome<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  throw new ApiProblem(response.status, typeof error === "object" && error !== null ? error : undefined);
}

/** Like `answer` for what may not be there. */
export async function answerOrNothing<T>(call: Promise<Outcome<T>>): Promise<T | null> {
  const outcome = await call;
  return outcome.response.status === 404 ? null : answer(Promise.resolve(outcome));
}

/** A call outside the document's types: the session's own. */
export async function sendJson<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await send(
    new Request(path, {
      method,
      headers: { "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  const parsed: unknown = text && response.headers.get("Content-Type")?.includes("json") ? JSON.parse(text) : undefined;
  if (!response.ok) throw new ApiProblem(response.status, parsed as object | undefined);
  return parsed as T;
}
