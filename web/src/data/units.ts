import type { Bounds, CodesPiece, Level, UnitsPiece } from "../api/types";

export interface Unit {
  readonly index: number;
  readonly level: Level;
  readonly code: string;
  readonly name: string;
  /** With its type, as in addresses: Xã Mường La. */
  readonly fullName: string;
  readonly province: string;
  /** Longitude, latitude of a point inside; null where there is no boundary. */
  readonly label: readonly [number, number] | null;
  readonly bbox: Bounds | null;
  /** Square kilometres of the boundary as drawn. */
  readonly area: number | null;
}

/** The units of one level in the order of their columns. */
export class Units {
  readonly level: Level;
  readonly order: string;
  readonly list: readonly Unit[];
  private readonly byCode: ReadonlyMap<string, Unit>;
  private readonly perProvince = new Map<string, number>();

  /** Units that have no name and no place yet. */
  static nameless(piece: CodesPiece): Units {
    const units = new Units({
      ...piece,
      format: "xa-atlas-units/1",
      name: [],
      type: [],
      parent: [],
      label: [],
      bbox: [],
      area: [],
    });
    const drawn = piece.drawn.flatMap(([is, length]) => Array.from({ length }, () => is === 1));
    for (const { index, province } of units.list) {
      if (drawn[index]) units.perProvince.set(province, units.in(province) + 1);
    }
    return units;
  }

  constructor(piece: UnitsPiece) {
    this.level = piece.level;
    this.order = piece.order;
    this.list = piece.code.map((code, index) => {
      const name = piece.name[index] ?? code;
      const type = piece.type[index] ?? "";
      return {
        index,
        level: piece.level,
        code,
        name,
        fullName: type ? `${type} ${name}` : name,
        province: piece.province[index] ?? "",
        label: piece.label[index] ?? null,
        bbox: piece.bbox[index] ?? null,
        area: piece.area[index] ?? null,
      };
    });
    this.byCode = new Map(this.list.map((unit) => [unit.code, unit]));
    for (const { province, bbox } of this.list) {
      if (bbox) this.perProvince.set(province, this.in(province) + 1);
    }
  }

  /** How many units of a province have a boundary. */
  in(province: string): number {
    return this.perProvince.get(province) ?? 0;
  }

  find(code: string): Unit | undefined {
    return this.byCode.get(code);
  }
}
