package org.xaatlas.store;

class GeopackageCrashIT extends CrashContract {
  @Override
  String address() {
    return "geopackage:" + folder.resolve("atlas.gpkg");
  }
}
