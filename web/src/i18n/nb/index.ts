import type { Texts } from "../texts";
import { access } from "./access";
import { catalogue } from "./catalogue";
import { chart } from "./chart";
import { clients } from "./clients";
import { common } from "./common";
import { delegations } from "./delegations";
import { home } from "./home";
import { keys } from "./keys";
import { login } from "./login";
import { lookup } from "./lookup";
import { notifications } from "./notifications";
import { operator } from "./operator";
import { requests } from "./requests";
import { rights } from "./rights";
import { scopePicker } from "./scopePicker";
import { scopes } from "./scopes";
import { settings } from "./settings";
import { snippets } from "./snippets";
import { statistics } from "./statistics";
import { systemUsers } from "./systemUsers";
import { tryIt } from "./tryIt";

/** Bokmål is where texts are written first; the other languages must have the same keys. */
export const nb = {
  access,
  catalogue,
  chart,
  clients,
  common,
  delegations,
  home,
  keys,
  login,
  lookup,
  notifications,
  operator,
  requests,
  rights,
  scopePicker,
  scopes,
  settings,
  snippets,
  statistics,
  systemUsers,
  tryIt,
};

export type Messages = Texts<typeof nb>;
