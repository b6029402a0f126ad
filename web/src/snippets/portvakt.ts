import { shellWord } from "./quoting";
import type { SnippetValues } from "./values";

/** The server's own program, which comes with it and needs nothing else. */
export function portvakt(values: SnippetValues): string {
  const options: [string, string][] = [
    ["issuer", values.issuer],
    ["client-id", values.clientId],
    ["key", values.keyFile],
    ["kid", values.kid],
    ...values.scope.split(" ").map((scope): [string, string] => ["scope", scope]),
    ["resource", values.resource],
    ["consumer-org", values.consumerOrg],
  ];
  const words = options.filter(([, value]) => value !== "").map(([name, value]) => `--${name}=${shellWord(value)}`);
  return `portvakt token \\\n  ${words.join(" \\\n  ")}\n`;
}
