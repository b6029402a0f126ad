import "i18next";

import type { Messages } from "./nb";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: Messages };
    enableSelector: false;
  }
}
