import { Button, Dialog, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import { useQueryClient } from "@tanstack/react-query";

import { whenSessionEnds } from "../api/client";
import { basePath } from "../routes";
import { loginAddress, sessionQuery, useSession } from "./session";

/** Over the page when the session ended under it; what was written stays in its draft. */
export function SessionEnded() {
  const { t } = useTranslation();
  const { user, login } = useSession();
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    whenSessionEnds(() => {
      if (user) dialog.current?.showModal();
    });
    return () => whenSessionEnds(() => {});
  }, [user]);
  const signIn = async () => {
    if (login.kind === "oidc") {
      window.location.assign(loginAddress(basePath + pathname + search));
      return;
    }
    dialog.current?.close();
    // away first: a page behind the login cannot be shown to nobody
    await navigate(`/login?return_to=${encodeURIComponent(pathname + search)}`);
    await queries.query({ ...sessionQuery, staleTime: 0 });
  };
  return (
    <Dialog ref={dialog} closeButton={t("common.action.close")}>
      <Heading level={2} data-size="xs">
        {t("common.sessionEnded.title")}
      </Heading>
      <Paragraph>{t("common.sessionEnded.text")}</Paragraph>
      <div className="actions">
        <Button onClick={() => void signIn()}>{t("common.sessionEnded.login")}</Button>
      </div>
    </Dialog>
  );
}
