package org.xaatlas.cli;

import java.util.Map;

class GeopackageJourneyIT extends JourneyContract {
  @Override
  protected Map<String, String> environment() {
    return Map.of();
  }
}
