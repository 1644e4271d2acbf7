import { describe, expect, it } from "vitest";
import { treatmentOf } from "./policy";

const origin = "https://atlas.example";
const of = (path: string, method = "GET") => treatmentOf(method, new URL(path, origin), origin);

describe("the service worker", () => {
  it("takes what never changes from the cache", () => {
    for (const path of [
      "/api/pieces/abc",
      "/api/columns/abc",
      "/api/tilesets/abc/6/50/28",
      "/assets/index-1f3a.js",
      "/api/units/03808?edition=2025-07-01&release=0123456789abcdef",
    ]) {
      expect(of(path), path).toBe("piece");
    }
  });

  it("asks the server for what moves", () => {
    expect(of("/api/releases/current")).toBe("current");
    expect(of("/")).toBe("page");
    expect(of("/api/units/03808")).toBe("network");
    expect(of("/api/search?q=la")).toBe("network");
    expect(of("/api/collections/communes/items?f=csv")).toBe("network");
    expect(of("/health/ready")).toBe("network");
  });

  it("leaves other methods and other servers alone", () => {
    expect(of("/api/pieces/abc", "POST")).toBe("network");
    expect(of("https://elsewhere.example/api/pieces/abc")).toBe("network");
  });
});
