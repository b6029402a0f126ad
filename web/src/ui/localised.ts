type Texts = { [member: string]: unknown };

/** A scope's text in the reader's language, else in Bokmål, and the language that it is in. */
export function localised(scope: object, member: "description" | "long_description", language: string) {
  const texts = scope as Texts;
  const translated = texts[`${member}#${language}`];
  if (typeof translated === "string" && translated) return { text: translated, lang: language };
  const text = texts[member];
  return { text: typeof text === "string" ? text : "", lang: "nb" };
}
