import { describe, expect, it } from "vitest";
import { base, newPage, open, settle, WIDE } from "./browser";

/**
 * What the map must hold on nationwide data; on the demonstration set it passes easily. Times are the
 * best that several tries gave, since the machine may be doing something else.
 */
describe("the pace of the map", () => {
  it("recolours in less than 100 ms and keeps its memory over 200 recolours and 200 moves", async () => {
    const { page } = await open("lang=vi&map=6/16/107");
    await page.locator(".classes summary").click();
    const memory = await page.context().newCDPSession(page);
    await memory.send("HeapProfiler.enable");
    const heap = async (): Promise<number> => {
      await memory.send("HeapProfiler.collectGarbage");
      const { usedSize } = await memory.send("Runtime.getHeapUsage");
      return usedSize / 2 ** 20;
    };
    const recolour = (times: number): Promise<number[]> =>
      page.evaluate(async (n) => {
        const palettes = [...document.querySelectorAll<HTMLInputElement>(".palettes input")];
        const durations: number[] = [];
        for (let i = 0; i < n; i++) {
          const input = palettes[(i + 1) % palettes.length];
          if (!input) throw new Error("There are no palettes");
          const begin = performance.now();
          input.click();
          // The state is brought in step at once; the frame after it is the one that is seen.
          await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
          durations.push(performance.now() - begin);
        }
        return durations;
      }, times);
    const pan = async (times: number): Promise<void> => {
      await page.locator("#map").focus();
      for (let i = 0; i < times; i++) {
        await page.keyboard.press(i % 4 < 2 ? "Shift+ArrowUp" : "Shift+ArrowDown");
      }
      await settle(page);
    };
    await recolour(20);
    await pan(20);
    const before = await heap();
    const durations = (await recolour(200)).sort((a, b) => a - b);
    await pan(200);
    const after = await heap();
    const median = durations[100] ?? Number.NaN;
    console.log(
      `recolour: median ${median.toFixed(0)} ms, fastest ${durations[0]?.toFixed(0)} ms; ` +
        `memory ${before.toFixed(1)} to ${after.toFixed(1)} MB`,
    );
    expect(after - before).toBeLessThan(3);
    expect(durations[0]).toBeLessThan(100);
  });

  it("shows the first colours soon, with no more script than a slow network bears", async () => {
    const times: number[] = [];
    let script = 0;
    for (let i = 0; i < 5; i++) {
      const page = await newPage({ viewport: WIDE, locale: "vi-VN" });
      const network = await page.context().newCDPSession(page);
      await network.send("Network.enable");
      const scripts = new Set<string>();
      script = 0;
      network.on("Network.responseReceived", ({ requestId, type }) => {
        if (type === "Script") scripts.add(requestId);
      });
      network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
        if (scripts.has(requestId)) script += encodedDataLength;
      });
      await page.goto(base);
      times.push(
        await page.evaluate(async () => {
          const isPainted = (): boolean => {
            for (const tile of document.querySelectorAll<HTMLCanvasElement>(".leaflet-tile")) {
              const ctx = tile.getContext("2d");
              const data = ctx?.getImageData(0, 0, tile.width, tile.height).data;
              for (let at = 3; data && at < data.length; at += 4096) if (data[at]) return true;
            }
            return false;
          };
          while (!isPainted()) await new Promise((done) => requestAnimationFrame(done));
          return performance.now();
        }),
      );
      await settle(page);
    }
    times.sort((a, b) => a - b);
    console.log(
      `first colours: median ${times[2]?.toFixed(0)} ms, fastest ${times[0]?.toFixed(0)} ms; ` +
        `script ${(script / 1000).toFixed(0)} kB`,
    );
    expect(script).toBeLessThan(150_000);
    expect(times[0]).toBeLessThan(1200);
  });
});
