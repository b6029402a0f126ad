import { Button } from "@digdir/designsystemet-react";
import { MenuHamburgerIcon, XMarkIcon } from "@navikt/aksel-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";

import type { Right } from "../api/session_types";
import { useUser } from "../session/session";

type Item = {
  to: string;
  text:
    | "home"
    | "clients"
    | "catalogue"
    | "requests"
    | "delegations"
    | "systemUsers"
    | "tryIt"
    | "scopes"
    | "statistics"
    | "notifications"
    | "organisations"
    | "prefixes"
    | "adminClients"
    | "signingKeys"
    | "ledger";
  /** Any of them opens the page; none named: everybody's. */
  rights?: Right[];
};
type Group = { heading?: "consumer" | "owner" | "operator"; right?: Right; items: Item[] };

const groups: Group[] = [
  { items: [{ to: "/", text: "home" }] },
  {
    heading: "consumer",
    items: [
      { to: "/clients", text: "clients", rights: ["clients"] },
      { to: "/catalogue", text: "catalogue" },
      { to: "/requests", text: "requests", rights: ["clients", "scopes"] },
      { to: "/delegations", text: "delegations", rights: ["clients"] },
      { to: "/systemusers", text: "systemUsers", rights: ["clients"] },
      { to: "/try", text: "tryIt", rights: ["clients"] },
    ],
  },
  { heading: "owner", right: "scopes", items: [{ to: "/scopes", text: "scopes" }] },
  {
    items: [
      { to: "/statistics", text: "statistics" },
      { to: "/notifications", text: "notifications", rights: ["clients", "scopes"] },
    ],
  },
  {
    heading: "operator",
    right: "operator",
    items: [
      { to: "/operator/organisations", text: "organisations" },
      { to: "/operator/prefixes", text: "prefixes" },
      { to: "/operator/adminclients", text: "adminClients" },
      { to: "/operator/signing-keys", text: "signingKeys" },
      { to: "/operator/ledger", text: "ledger" },
    ],
  },
];

/** The pages that the session's rights open; on narrow screens behind a button. */
export function SideNavigation() {
  const { t } = useTranslation();
  const { rights } = useUser();
  const [open, setOpen] = useState(false);
  return (
    <nav className="side" aria-label={t("common.nav.label")} data-open={open}>
      <Button
        className="side-toggle"
        variant="secondary"
        data-size="sm"
        aria-expanded={open}
        aria-controls="side-list"
        onClick={() => setOpen(!open)}
      >
        {open ? <XMarkIcon aria-hidden /> : <MenuHamburgerIcon aria-hidden />}
        {t(open ? "common.nav.close" : "common.nav.open")}
      </Button>
      <div id="side-list" className="side-list">
        {groups
          .filter(({ right }) => !right || rights.includes(right))
          .map(({ heading, items }) => (
            <div key={items[0]?.to}>
              {heading && (
                <p className="side-heading" id={`side-${heading}`}>
                  {t(`common.nav.${heading}`)}
                </p>
              )}
              <ul aria-labelledby={heading && `side-${heading}`}>
                {items
                  .filter((item) => !item.rights || item.rights.some((right) => rights.includes(right)))
                  .map(({ to, text }) => (
                    <li key={to}>
                      <NavLink to={to} end={to === "/"} onClick={() => setOpen(false)}>
                        {t(`common.nav.${text}`)}
                      </NavLink>
                    </li>
                  ))}
              </ul>
            </div>
          ))}
      </div>
    </nav>
  );
}
