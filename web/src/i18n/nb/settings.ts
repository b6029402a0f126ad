export const settings = {
  title: "Innstillinger",
  language: "Språk",
  colours: "Farger",
  scheme: { auto: "Som systemet", light: "Lyse", dark: "Mørke" },
  stored: "Valgene lagres i denne nettleseren.",
};
