import { defineConfig, type Plugin } from "vite";

/** Where a running server is, for `npx vite` while developing. */
const server = process.env.XA_E2E_URL ?? "http://localhost:8080";

/** Names every file of the build, for the service worker, which keeps them all. */
const assetList: Plugin = {
  name: "asset-list",
  generateBundle(_, bundle) {
    const files = Object.keys(bundle).filter((name) => name.startsWith("assets/"));
    const source = JSON.stringify(files.sort().map((name) => `/${name}`));
    this.emitFile({ type: "asset", fileName: "assets.json", source });
  },
};

/** Names the program in the page: it is on its way while what starts it is still being read. */
const preloadProgram: Plugin = {
  name: "preload-program",
  transformIndexHtml: {
    order: "post",
    handler: (html, { bundle = {} }) => {
      const names = new Set<string>();
      const add = (name: string): void => {
        const part = bundle[name];
        if (part?.type !== "chunk" || names.has(name)) return;
        names.add(name);
        part.imports.forEach(add);
      };
      for (const part of Object.values(bundle)) {
        if (part.type === "chunk" && part.name === "program") add(part.fileName);
      }
      return [...names]
        .filter((name) => !html.includes(name))
        .map((name) => ({
          tag: "link",
          attrs: { rel: "modulepreload", href: `/${name}`, crossorigin: true },
          injectTo: "head",
        }));
    },
  },
};

/**
 * Two packages come minified with a helper that keeps the names of classes and functions. It is called
 * for every one of them, so nothing of the package could be left out: a third of the first view was
 * styles of maps that nobody asked for.
 */
const leaveOutUnused: Plugin = {
  name: "leave-out-unused",
  transform: {
    filter: { id: /node_modules\/(@protomaps\/basemaps|protomaps-leaflet)\// },
    handler: (code) =>
      code.replace(
        /var (\w+)=(?=\((\w+),(\w+)\)=>\w+\(\2,"name",\{value:\3,)/,
        "const $1=/* @__NO_SIDE_EFFECTS__ */",
      ),
  },
};

/** Whether a module is loaded whenever another one, known by the end of its path, is. */
function isNeededBy(
  end: string,
  id: string,
  importers: (id: string) => readonly string[],
): boolean {
  const seen = new Set([id]);
  for (const one of seen) {
    if (one.endsWith(end)) return true;
    for (const importer of importers(one)) seen.add(importer);
  }
  return false;
}

export default defineConfig({
  plugins: [assetList, preloadProgram, leaveOutUnused],
  // Everything comes from our own server and the content security policy is default-src 'self':
  // nothing may be inlined, neither as a script nor as a data: address.
  base: "/",
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    rollupOptions: {
      input: { index: "index.html", sw: "src/offline/worker.ts" },
      treeshake: {
        // What d3-scale-chromatic makes of its tables while it is read, and nobody here uses.
        manualPureFunctions: [
          "ramp$1",
          "ramp",
          "colors",
          "interpolateCubehelixLong",
          "cubehelix$1",
          "rgb",
        ],
      },
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            {
              // All that the program needs from its start in one file: what parts fetched later need
              // too would be a file and a request of its own, module by module.
              name: (id, graph) => {
                const importers = (of: string) => graph.getModuleInfo(of)?.importers ?? [];
                return isNeededBy("/src/app.ts", id, importers) &&
                  !isNeededBy("/src/main.ts", id, importers)
                  ? "program"
                  : null;
              },
            },
          ],
        },
        // A service worker is known by its address, which must not change.
        entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
      },
    },
  },
  server: { proxy: { "/api": server, "/health": server } },
});
