/** A word of a POSIX shell that is this text and nothing else. */
export function shellWord(text: string): string {
  if (text.includes("\0")) throw new Error("a shell has no word with NUL in it");
  return /^[A-Za-z0-9_./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * A string literal of JavaScript, Python, Java and C# alike: only printable ASCII, with the escapes that all four know. Java
 * reads \u before it reads the literal, so quotes, backslashes and ends of lines never become one.
 */
export function stringLiteral(text: string): string {
  return JSON.stringify(text).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
