package org.xaatlas.cli;

import java.util.Map;

class GeopackageScenariosIT extends ScenariosContract {
  @Override
  protected Map<String, String> environment() {
    return Map.of();
  }
}
