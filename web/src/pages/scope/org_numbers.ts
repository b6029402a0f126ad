/**
 * The numbers in a pasted text, each once and in order. They stand between white space, commas, semicolons or line
 * breaks; `991 825 827` is one number, because three groups of three digits in a row cannot be anything else.
 */
export function orgNumbersIn(text: string): string[] {
  const joined = text.replace(/(?<!\d)(\d{3})[ \u00a0\u202f](\d{3})[ \u00a0\u202f](\d{3})(?!\d)/g, "$1$2$3");
  return [...new Set(joined.split(/[\s,;]+/).filter(Boolean))];
}
