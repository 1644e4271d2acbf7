import { defineConfig } from "vite";

/** Where a running server is, for `npx vite` while developing. */
const server = process.env.XA_E2E_URL ?? "http://localhost:8080";

export default defineConfig({
  // Everything comes from our own server and the content security policy is default-src 'self':
  // nothing may be inlined, neither as a script nor as a data: address.
  base: "/",
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: { proxy: { "/api": server, "/health": server } },
});
