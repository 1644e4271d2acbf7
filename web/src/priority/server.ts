import type { ApiClient } from "../api/client";
import type { ScenarioDocument } from "./scenario";

/*
 * What the server does with scenarios: files that the browser does not make itself. Apart from the
 * client of the first view, which does not need it.
 */

interface OpenApi {
  readonly paths?: Readonly<
    Record<
      string,
      {
        readonly post?: {
          readonly parameters?: readonly {
            readonly name?: string;
            readonly $ref?: string;
            readonly schema?: { readonly enum?: readonly string[] };
          }[];
        };
      }
    >
  >;
}

/** The formats in which the server gives a ranking; none where it is of a version without. */
export async function priorityFormats(api: ApiClient): Promise<readonly string[]> {
  const document = (await (await api.request("/api/openapi.json", {})).json()) as OpenApi;
  const parameters = document.paths?.["/api/priorities"]?.post?.parameters ?? [];
  return parameters.find((p) => p.name === "f")?.schema?.enum ?? [];
}

/** The ranking of a scenario as a file of the server. */
export async function priorities(
  api: ApiClient,
  document: ScenarioDocument,
  format: string,
): Promise<Blob> {
  const query = new URLSearchParams({ f: format, download: "true" });
  const response = await api.request(`/api/priorities?${query}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(document),
  });
  return response.blob();
}
