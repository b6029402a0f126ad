export type Hint = { rule: string; seen: string; expected: string; cure: string };

/** The parts of a hint (docs/protocol.md §3.6); null for one that is made otherwise, or was cut before its end. */
export function readHint(text: string): Hint | null {
  const match = /^Not so: (.*?)\. Seen: (.*?)\. Expected: (.*?)\. Cure: (.*)$/.exec(text);
  if (!match) return null;
  const [, rule = "", seen = "", expected = "", cure = ""] = match;
  return { rule, seen, expected, cure };
}
