import type { Texts } from "../texts";
import { access } from "./access";
import { catalogue } from "./catalogue";
import { chart } from "./chart";
import { common } from "./common";
import { delegations } from "./delegations";
import { home } from "./home";
import { login } from "./login";
import { lookup } from "./lookup";
import { operator } from "./operator";
import { requests } from "./requests";
import { rights } from "./rights";
import { scopes } from "./scopes";
import { settings } from "./settings";
import { statistics } from "./statistics";
import { systemUsers } from "./systemUsers";

/** Bokmål is where texts are written first; the other languages must have the same keys. */
export const nb = {
  access,
  catalogue,
  chart,
  common,
  delegations,
  home,
  login,
  lookup,
  operator,
  requests,
  rights,
  scopes,
  settings,
  statistics,
  systemUsers,
};

export type Messages = Texts<typeof nb>;
