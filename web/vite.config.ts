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

export default defineConfig({
  plugins: [assetList],
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
