import type { AccessRequest } from "../../api/access_types";
import type { StatisticsReport } from "../../api/statistics_types";

/** An answer is news for so long. */
const newsDays = 14;

export type RefusedClient = { client_id: string; name: string | null; refusals: number };

export function refusedClients(report: StatisticsReport | undefined): RefusedClient[] {
  const clients = new Map<string, RefusedClient>();
  for (const { key, name, refusals } of report?.rows ?? []) {
    if (key === "" || refusals === 0) continue;
    const client = clients.get(key);
    if (client) client.refusals += refusals;
    else clients.set(key, { client_id: key, name, refusals });
  }
  return [...clients.values()].sort((a, b) => b.refusals - a.refusals);
}

export function recentlyAnswered(requests: AccessRequest[], now: number): AccessRequest[] {
  const since = now - newsDays * 86_400_000;
  return requests.filter(
    ({ state, last_updated }) => (state === "APPROVED" || state === "DENIED") && Date.parse(last_updated) >= since,
  );
}
