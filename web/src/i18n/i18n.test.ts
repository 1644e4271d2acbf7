import { describe, expect, it } from "vitest";
import { preferredLang, Words } from "./i18n";

const space = "\u00a0";

/** Every pair of message files: those of the page, and those of parts that are fetched later. */
const files = import.meta.glob<{ default: Record<string, string> }>("./*.json", { eager: true });
const pairs = Object.keys(files)
  .filter((name) => name.endsWith("vi.json"))
  .map((name) => {
    const other = name.replace(/vi\.json$/, "en.json");
    return [name, files[name]?.default ?? {}, files[other]?.default ?? {}] as const;
  });

describe.each(pairs)("the message files %s", (_, vi, en) => {
  it("have the same keys in the same order", () => {
    expect(Object.keys(en)).toEqual(Object.keys(vi));
  });

  it("have the same parameters and no empty sentence", () => {
    const parameters = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
    for (const [key, text] of Object.entries(vi)) {
      expect(parameters(en[key] ?? ""), key).toEqual(parameters(text));
      expect(text.trim(), key).not.toBe("");
      expect(en[key]?.trim(), key).not.toBe("");
    }
  });

  it("are in composed Unicode, so that marks never stand alone", () => {
    expect(JSON.stringify(vi)).toBe(JSON.stringify(vi).normalize("NFC"));
  });
});

describe("Words", () => {
  it("writes Vietnamese numbers with a thousands point and a decimal comma", () => {
    const words = new Words("vi");
    expect(words.quantity(15139, "household")).toBe(`15.139${space}hộ`);
    expect(words.quantity(4.5404, "percent")).toBe(`4,54${space}%`);
    expect(words.quantity(1203, "household")).toBe(`1.203${space}hộ`);
    expect(words.quantity(88271, "million_vnd")).toBe(`88.271${space}triệu đồng`);
  });

  it("writes English numbers the English way, one and many apart", () => {
    const words = new Words("en");
    expect(words.quantity(15139, "household")).toBe(`15,139${space}households`);
    expect(words.quantity(1, "household")).toBe(`1${space}household`);
    expect(words.quantity(4.5404, "percent")).toBe(`4.54${space}%`);
  });

  it("shows as many decimals of an amount as it has, up to two", () => {
    const words = new Words("vi");
    expect(words.quantity(70.5, "million_vnd")).toBe(`70,5${space}triệu đồng`);
    expect(words.quantity(70.456, "million_vnd")).toBe(`70,46${space}triệu đồng`);
  });

  it("writes a figure of an unknown unit as a number", () => {
    expect(new Words("vi").quantity(12, "furlong")).toBe("12");
  });

  it("writes periods and days", () => {
    expect(new Words("vi").period("2023")).toBe("2023");
    expect(new Words("vi").period("2021/2023")).toBe("2021–2023");
    expect(new Words("vi").period("2023-12-31")).toBe("31/12/2023");
    expect(new Words("en").period("2023-12-31")).toBe("31 Dec 2023");
  });
});

describe("preferredLang", () => {
  it("takes the first language the browser asks for that we speak, else English", () => {
    expect(preferredLang(["vi-VN", "en"])).toBe("vi");
    expect(preferredLang(["fr", "vi"])).toBe("vi");
    expect(preferredLang(["en-US", "vi"])).toBe("en");
    expect(preferredLang(["fr"])).toBe("en");
  });
});
