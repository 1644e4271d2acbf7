import { describe, expect, it } from "vitest";
import { harmless, plainNumber, type Sheet, toHtml, toTsv } from "./sheet";

const sheet: Sheet = {
  title: "Tỷ lệ hộ nghèo 2024",
  columns: ["Mã", "Tên", "Tỷ lệ"],
  rows: [
    ["03808", "Xã Mường La", { value: 14.8625, decimals: 2 }],
    ["03811", '=HYPERLINK("x")', { value: Number.NaN, decimals: 2 }],
    ["03812", "A\tB <i>", { value: 2328, decimals: 0 }],
  ],
  notes: ["Nguồn: X"],
};

describe("a table for the clipboard", () => {
  it("has decimal commas in Vietnamese, points in English and never a thousands sign", () => {
    expect(plainNumber(15139.5, 2, "vi")).toBe("15139,50");
    expect(plainNumber(15139.5, 2, "en")).toBe("15139.50");
    expect(plainNumber(Number.NaN, 2, "vi")).toBe("");
  });

  it("keeps rows and columns together as text", () => {
    const lines = toTsv(sheet, "vi").split("\r\n");
    expect(lines[1]).toBe("Mã\tTên\tTỷ lệ");
    expect(lines[2]).toBe("03808\tXã Mường La\t14,86");
    expect(lines[3]).toBe('03811\t\'=HYPERLINK("x")\t');
    expect(lines[4]).toBe("03812\tA B <i>\t2328");
    expect(lines.at(-1)).toBe("Nguồn: X");
  });

  it("keeps codes as text and exact numbers as HTML, and escapes what is data", () => {
    const html = toHtml(sheet, "vi");
    expect(html).toContain(`<td style='mso-number-format:"\\@"'>03808</td>`);
    expect(html).toContain('x:num="14.8625">14,86</td>');
    expect(html).toContain("'=HYPERLINK(&quot;x&quot;)");
    expect(html).toContain("&lt;i&gt;");
    expect(html).not.toContain("<i>");
  });

  it("disarms whatever a spreadsheet would compute", () => {
    for (const text of [
      "=1+1",
      "+1",
      "-1",
      "@SUM(A1)",
      "|cmd",
      "＝1",
      "＠SUM",
      "  =1",
      "\u00a0=1",
    ]) {
      expect(harmless(text)).toBe(`'${text}`);
    }
    for (const text of ["\ufeff=1", "\u202e=1", "\u0001=1", "\tabc", "\rabc", "\nabc"]) {
      expect(harmless(text)).toBe(`'${text}`);
    }
    for (const end of [";", "\t", "\n"]) {
      expect(harmless(`a${end}=1+1${end}b`)).toBe(`a${end}'=1+1${end}b`);
      expect(harmless(`=1${end}-2`)).toBe(`'=1${end}'-2`);
      expect(harmless(`1-2=3${end}a+b`)).toBe(`1-2=3${end}a+b`);
    }
    expect(harmless("Xã Mường La")).toBe("Xã Mường La");
  });
});
