import type { Client } from "../../api/clients";

export const whose = ["all", "own", "customers"] as const;
export const activities = ["active", "inactive", "all"] as const;
export const orders = ["-created", "created", "name", "-name"] as const;
export type Order = (typeof orders)[number];

export type ClientFilter = {
  /** Stands in a name, an id or a description, in any case. */
  q: string;
  of: (typeof whose)[number];
  state: (typeof activities)[number];
  order: Order;
};

/** `text` if it is one of those, else the first of them: what stands in an address may be anything. */
export function oneOf<T extends string>(choices: readonly [T, ...T[]], text: string): T {
  return choices.find((choice) => choice === text) ?? choices[0];
}

const compare = {
  created: (a: Client, b: Client) => a.created.localeCompare(b.created) || a.client_id.localeCompare(b.client_id),
  name: (a: Client, b: Client) =>
    a.client_name.localeCompare(b.client_name, "nb") || a.client_id.localeCompare(b.client_id),
};

/** The clients that a list shows; a customer's are those that `organisation` made for others. */
export function filterClients(clients: readonly Client[], { q, of, state, order }: ClientFilter, organisation: string) {
  const sought = q.trim().toLowerCase();
  const inOrder = order.endsWith("created") ? compare.created : compare.name;
  const sign = order.startsWith("-") ? -1 : 1;
  return clients
    .filter(({ active }) => state === "all" || active === (state === "active"))
    .filter(({ client_orgno }) => of === "all" || (client_orgno === organisation) === (of === "own"))
    .filter(({ client_name, client_id, description }) =>
      [client_name, client_id, description].some((text) => text.toLowerCase().includes(sought)),
    )
    .sort((a, b) => sign * inOrder(a, b));
}
