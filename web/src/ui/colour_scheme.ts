export const colourSchemes = ["auto", "light", "dark"] as const;
export type ColourScheme = (typeof colourSchemes)[number];

const storageKey = "portvakt.colours";

export function chosenColourScheme(): ColourScheme {
  const stored = localStorage.getItem(storageKey);
  return colourSchemes.find((scheme) => scheme === stored) ?? "auto";
}

export function applyColourScheme(scheme: ColourScheme): void {
  document.documentElement.dataset["colorScheme"] = scheme;
  localStorage.setItem(storageKey, scheme);
}
