package org.xaatlas.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PieceAddressTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  @Test
  void readsTheThreeKinds() {
    assertEquals(
        new PieceAddress(PieceAddress.Kind.TILE, HASH, 12, 3270, 1800),
        PieceAddress.parse("/api/tilesets/" + HASH + "/12/3270/1800"));
    assertEquals(
        new PieceAddress(PieceAddress.Kind.COLUMN, HASH, 0, 0, 0),
        PieceAddress.parse("/api/columns/" + HASH));
    assertEquals(
        new PieceAddress(PieceAddress.Kind.PIECE, HASH, 0, 0, 0),
        PieceAddress.parse("/api/pieces/" + HASH));
  }

  @Test
  void leavesNoNumberToOverflow() {
    assertEquals(
        new PieceAddress(PieceAddress.Kind.TILE, HASH, 99, 999_999_999, 0),
        PieceAddress.parse("/api/tilesets/" + HASH + "/99/999999999/0"));
    assertNull(PieceAddress.parse("/api/tilesets/" + HASH + "/12/1000000000/0"));
    assertNull(PieceAddress.parse("/api/tilesets/" + HASH + "/100/1/0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/api/columns/",
        "/api/columns/HASH/",
        "/api/columns/HASH0",
        "/api/pieces/HASH/1",
        "/api/tilesets/HASH",
        "/api/tilesets/HASH/1/2",
        "/api/tilesets/HASH/1/2/",
        "/api/tilesets/HASH//2/3",
        "/api/tilesets/HASH/1/2/3/",
        "/api/tilesets/HASH/1/2/3/4",
        "/api/tilesets/HASH/1/-2/3",
        "/api/tilesets/HASH/1/+2/3",
        "/api/tilesets/HASH/1/2/3.mvt",
        "/api/tilesets/HASH/1/٢/3",
        "/api/tilesetsX/HASH/1/2/3",
        "x/api/tilesets/HASH/1/2/3"
      })
  void leavesEverythingElseToOthers(String path) {
    assertNull(PieceAddress.parse(path.replace("HASH", HASH)));
  }

  @Test
  void aHashIsWrittenInSmallLetters() {
    assertNull(PieceAddress.parse("/api/columns/" + "A".repeat(64)));
    assertNull(PieceAddress.parse("/api/columns/" + "g".repeat(64)));
    assertNull(PieceAddress.parse(null));
  }
}
