import { Heading } from "@digdir/designsystemet-react";
import {
  BarChartIcon,
  Buildings3Icon,
  CompassIcon,
  KeyHorizontalIcon,
  PersonGroupIcon,
  ShieldLockIcon,
} from "@navikt/aksel-icons";
import type { ComponentType, SVGProps } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { Right } from "../../api/session_types";
import { useUser } from "../../session/session";

type Name = "clients" | "catalogue" | "scopes" | "supplier" | "operator" | "statistics";
type Shortcut = { name: Name; to: string; right?: Right; Icon: ComponentType<SVGProps<SVGSVGElement>> };

const shortcuts: Shortcut[] = [
  { name: "clients", to: "/clients", right: "clients", Icon: KeyHorizontalIcon },
  { name: "catalogue", to: "/catalogue", Icon: CompassIcon },
  { name: "scopes", to: "/scopes", right: "scopes", Icon: ShieldLockIcon },
  { name: "supplier", to: "/clients", right: "supplier", Icon: PersonGroupIcon },
  { name: "operator", to: "/operator/organisations", right: "operator", Icon: Buildings3Icon },
  { name: "statistics", to: "/statistics", Icon: BarChartIcon },
];

/** Where the rights lead, with what one does there. */
export function Shortcuts() {
  const { t } = useTranslation();
  const { rights } = useUser();
  return (
    <section className="stack">
      <Heading level={2} data-size="sm">
        {t("home.shortcuts")}
      </Heading>
      <ul className="cards home-cards">
        {shortcuts
          .filter(({ right }) => !right || rights.includes(right))
          .map(({ name, to, Icon }) => (
            <li key={name}>
              <Link to={to} className="card home-card">
                <Icon aria-hidden />
                <strong>{t(`home.shortcut.${name}.title`)}</strong>
                <span>{t(`home.shortcut.${name}.text`)}</span>
              </Link>
            </li>
          ))}
      </ul>
    </section>
  );
}
