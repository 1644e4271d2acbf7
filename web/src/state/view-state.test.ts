import { describe, expect, it } from "vitest";
import { defaultState, formatHash, parseHash } from "./view-state";

describe("the table in the address", () => {
  it("is there only while it is open, with its order and what is looked for", () => {
    const start = defaultState("vi");
    expect(formatHash({ ...start, find: "muong" })).not.toContain("find");
    const open = {
      ...start,
      table: { key: "name", descending: true } as const,
      find: "Mường La",
    };
    expect(formatHash(open)).toContain("table=-name");
    expect(parseHash(formatHash(open), start)).toMatchObject({
      table: { key: "name", descending: true },
      find: "Mường La",
    });
    expect(parseHash("#lang=vi", start).table).toBeUndefined();
    expect(parseHash(`#table=x&find=${"a".repeat(61)}`, start)).toMatchObject({
      table: { key: "value", descending: true },
      find: undefined,
    });
  });
});

describe("time in the address", () => {
  it("keeps what is compared with what, and leaves out what the way of comparing does not use", () => {
    const start = defaultState("vi");
    const swipe = {
      ...start,
      years: true,
      compare: "swipe" as const,
      against: "2021",
      otherEdition: "2021",
      split: 40,
    };
    const hash = formatHash(swipe);
    expect(hash).toBe("#years=1&compare=swipe&against=2021&other=2021&split=40&lang=vi");
    expect(parseHash(hash, start)).toEqual(swipe);
    const change = { ...swipe, compare: "change" as const, inNumbers: true, across: true };
    expect(formatHash(change)).toBe(
      "#years=1&compare=change&against=2021&numbers=1&across=1&lang=vi",
    );
    expect(formatHash({ ...swipe, compare: undefined })).toBe("#years=1&lang=vi");
  });

  it("keeps on whose units figures were reported", () => {
    const state = { ...defaultState("vi"), reported: "2021" };
    expect(formatHash(state)).toContain("reported=2021");
    expect(parseHash(formatHash(state), defaultState("en"))).toEqual(state);
  });

  it("ignores what it does not understand", () => {
    const hash = "#years=yes&compare=magic&against=%3Cb%3E&split=101&numbers=2";
    expect(parseHash(hash, defaultState("vi"))).toEqual(defaultState("vi"));
  });
});

describe("the address", () => {
  it("keeps a whole view", () => {
    const state = {
      ...defaultState("vi"),
      edition: "2025-07-01",
      indicator: "hh_poor",
      period: "2021/2023",
      group: "khmer",
      method: "equal" as const,
      classes: 7,
      palette: "Greys" as const,
      province: "14",
      unit: "03646",
      place: { zoom: 9, lat: 21.33, lng: 103.91 },
    };
    expect(parseHash(formatHash(state), defaultState("en"))).toEqual(state);
  });

  it("keeps borders, lock, scope, overlays and filters", () => {
    const state = {
      ...defaultState("vi"),
      method: "typed" as const,
      breaks: [-2.5, 10, 20],
      locked: true,
      scope: "province" as const,
      companion: "bivariate" as const,
      overlays: [
        { designation: "region:III", style: "outline" as const },
        { designation: "ntm", style: "badges" as const },
      ],
      has: "region:II",
      range: [0.5, 20] as const,
      graticule: true,
      baseMap: true,
    };
    const hash = formatHash(state);
    expect(hash).toBe(
      "#method=typed&breaks=-2.5,10,20&lock=1&scope=province&with=bivariate" +
        "&over=region:III.outline,ntm.badges&has=region:II&range=0.5..20&grid=1&base=1&lang=vi",
    );
    expect(parseHash(hash, defaultState("vi"))).toEqual(state);
  });

  it("keeps the legal text that draws the borders", () => {
    const state = { ...defaultState("vi"), method: "legal" as const, legal: "33-2020-commune" };
    expect(parseHash(formatHash(state), defaultState("vi"))).toEqual(state);
  });

  it("does not type borders that do not ascend, are too many, or are no numbers", () => {
    for (const breaks of ["20,10", "1,2,3,4,5,6,7,8,9", "5,x", "", "1e3"]) {
      const state = parseHash(`#method=typed&lock=1&breaks=${breaks}`, defaultState("vi"));
      expect(state, breaks).toEqual(defaultState("vi"));
    }
  });

  it("keeps no more overlays than fit, each designation once", () => {
    const state = parseHash(
      "#over=a.badges,a.outline,b.magic,%3Cc%3E.badges,d.outline,e.outline",
      defaultState("vi"),
    );
    expect(state.overlays).toEqual([
      { designation: "a", style: "badges" },
      { designation: "b", style: "hatching" },
      { designation: "d", style: "outline" },
    ]);
  });

  it("leaves out ranges that hold nothing", () => {
    for (const range of ["20..5", "5", "5..", "a..b", "1..2..3"]) {
      expect(parseHash(`#range=${range}`, defaultState("vi")).range, range).toBeUndefined();
    }
  });

  it("keeps a zoom between two whole ones", () => {
    const place = { zoom: 8.25, lat: 21.5, lng: 105.2 };
    const hash = formatHash({ ...defaultState("vi"), place });
    expect(hash).toContain("map=8.25/21.5000/105.2000");
    expect(parseHash(hash, defaultState("vi")).place).toEqual(place);
  });

  it("leaves out what is at its default", () => {
    expect(formatHash(defaultState("en"))).toBe("#lang=en");
  });

  it("keeps leading zeros of codes", () => {
    expect(parseHash("#unit=00127", defaultState("vi")).unit).toBe("00127");
  });

  it("ignores what it does not understand", () => {
    const hash =
      "#map=9/95/200&classes=12&method=magic&palette=Jet&lang=fr&unit=%3Cscript%3E&unknown=1";
    expect(parseHash(hash, defaultState("vi"))).toEqual(defaultState("vi"));
  });
});
