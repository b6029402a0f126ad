import { Dropdown } from "@digdir/designsystemet-react";
import { Buildings3Icon, ChevronDownIcon, CogIcon, LeaveIcon } from "@navikt/aksel-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";

import { useLogout, useSession, useSwitchOrganisation } from "../session/session";
import { formatOrgNumber } from "./format";

export function Header() {
  const { t } = useTranslation();
  const { user } = useSession();
  return (
    <header className="header">
      <Link to="/" className="brand">
        <img src={new URL("icon.svg", document.baseURI).href} alt="" width="32" height="32" />
        {t("common.productName")}
      </Link>
      {user ? (
        <UserMenu />
      ) : (
        <Link to="/settings" className="header-link">
          {t("common.user.settings")}
        </Link>
      )}
    </header>
  );
}

function UserMenu() {
  const { t } = useTranslation();
  const { user } = useSession();
  const navigate = useNavigate();
  const switchTo = useSwitchOrganisation();
  const logout = useLogout();
  const [open, setOpen] = useState(false);
  if (!user) return null;
  const others = user.organisations.filter((other) => other.orgno !== user.organisation.orgno);
  const leave = (act: () => void) => () => {
    setOpen(false);
    act();
  };
  return (
    <Dropdown.TriggerContext>
      <Dropdown.Trigger variant="tertiary" onClick={() => setOpen(!open)} className="user-button">
        <Buildings3Icon aria-hidden />
        <span className="represents">
          <span className="visually-hidden">{t("common.user.represents")} </span>
          <strong>{user.organisation.name}</strong>
          <span>{formatOrgNumber(user.organisation.orgno)}</span>
        </span>
        <ChevronDownIcon aria-hidden />
      </Dropdown.Trigger>
      <Dropdown open={open} onClose={() => setOpen(false)} placement="bottom-end">
        <Dropdown.Heading>{user.name}</Dropdown.Heading>
        <Dropdown.List>
          <Dropdown.Item>
            <Dropdown.Button onClick={leave(() => void navigate("/settings"))}>
              <CogIcon aria-hidden /> {t("common.user.settings")}
            </Dropdown.Button>
          </Dropdown.Item>
          <Dropdown.Item>
            <Dropdown.Button onClick={leave(() => logout.mutate())}>
              <LeaveIcon aria-hidden /> {t("common.user.logout")}
            </Dropdown.Button>
          </Dropdown.Item>
        </Dropdown.List>
        {others.length > 0 && (
          <>
            <Dropdown.Heading>{t("common.user.switch")}</Dropdown.Heading>
            <Dropdown.List>
              {others.map((other) => (
                <Dropdown.Item key={other.orgno}>
                  <Dropdown.Button
                    onClick={leave(() => switchTo.mutate(other.orgno, { onSuccess: () => void navigate("/") }))}
                  >
                    {other.name} {formatOrgNumber(other.orgno)}
                  </Dropdown.Button>
                </Dropdown.Item>
              ))}
            </Dropdown.List>
          </>
        )}
      </Dropdown>
    </Dropdown.TriggerContext>
  );
}
