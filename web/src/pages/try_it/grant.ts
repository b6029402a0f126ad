/** The grant in what was pasted: alone, broken over lines, or as a whole form of a token request. */
export function grantIn(pasted: string): string {
  const text = pasted.replace(/\s+/g, "");
  if (!/(^|[&?"'])assertion=/.test(text)) return text.replace(/^["']|["']$/g, "");
  return /assertion=([^&"']*)/.exec(text)?.[1] ?? "";
}
