import { SkipLink } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";
import { Outlet, useNavigation } from "react-router";

import { SessionEnded } from "../session/session_ended";
import { useSession } from "../session/session";
import { EnvironmentBanner } from "./environment_banner";
import { Footer } from "./footer";
import { Header } from "./header";
import { SideNavigation } from "./side_navigation";

/** What is around every page. */
export function Frame() {
  const { t } = useTranslation();
  const { user } = useSession();
  const isBusy = useNavigation().state !== "idle";
  return (
    <>
      <SkipLink href="#main">{t("common.skipToContent")}</SkipLink>
      <EnvironmentBanner />
      <Header />
      <div className="columns" data-signed-in={user !== null}>
        {user && <SideNavigation />}
        <main id="main" tabIndex={-1} aria-busy={isBusy}>
          <Outlet />
        </main>
      </div>
      <Footer />
      <SessionEnded />
    </>
  );
}
