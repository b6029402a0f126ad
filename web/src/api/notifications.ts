import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { answer, api } from "./client";
import type { components } from "./schema";

export type NotificationPoint = components["schemas"]["NotificationPoint"];
export type NotificationPointInput = components["schemas"]["NotificationPointInput"];
export type Channel = NotificationPoint["channel"];
export type Notice = components["schemas"]["Notice"];

export const events = ["KEY_EXPIRES", "ACCESS_REQUESTED", "ACCESS_ANSWERED"] as const;

export const notificationPointsQuery = queryOptions({
  queryKey: ["notificationPoints"],
  queryFn: () => answer(api.GET("/api/v1/notificationpoints")),
});

const shown = 10;
const whileOnItsWay = 1_500; // ms between two looks

/** The last notices of a point; asked for again until what was just sent has been tried. */
export const noticesQuery = (id: string) =>
  queryOptions({
    queryKey: ["notices", id],
    queryFn: () =>
      answer(api.GET("/api/v1/notificationpoints/{id}/notices", { params: { path: { id }, query: { limit: shown } } })),
    refetchInterval: ({ state }) => (state.data?.items.some(isUntried) ? whileOnItsWay : false),
  });

export const isUntried = ({ state, attempts }: Notice) => state === "WAITING" && attempts === 0;

function usePointsChanged() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["notificationPoints"] });
}

export function useCreateNotificationPoint() {
  return useMutation({
    mutationFn: (body: NotificationPointInput) => answer(api.POST("/api/v1/notificationpoints", { body })),
    onSuccess: usePointsChanged(),
  });
}

export function useDeleteNotificationPoint() {
  return useMutation({
    mutationFn: (id: string) => answer(api.DELETE("/api/v1/notificationpoints/{id}", { params: { path: { id } } })),
    onSuccess: usePointsChanged(),
  });
}

export function useTestNotificationPoint() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answer(api.POST("/api/v1/notificationpoints/{id}/test", { params: { path: { id } } })),
    onSuccess: (_, id) => queries.invalidateQueries({ queryKey: ["notices", id] }),
  });
}
