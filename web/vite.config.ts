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
        if (part.type === "chunk" && part.name === "app") add(part.fileName);
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

export default defineConfig({
  plugins: [assetList, preloadProgram],
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
      output: {
        // A service worker is known by its address, which must not change.
        entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
      },
    },
  },
  server: { proxy: { "/api": server, "/health": server } },
});
