package org.xaatlas.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.xaatlas.message.Label;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * What the administrator set for the web map.
 *
 * @param baseMap the base map that readers may switch on; empty: none
 * @param seas names of seas in place of "Biển Đông / East Sea"; empty: that one. The archipelagos
 *     Hoàng Sa and Trường Sa are named in any case
 */
public record MapSettings(Optional<BaseMap> baseMap, Optional<List<SeaLabel>> seas) {
  public static final MapSettings NONE = new MapSettings(Optional.empty(), Optional.empty());

  /** The zooms of the web map end here. */
  private static final int MAX_ZOOM = 22;

  private static final int MAX_TEXT = 200;
  private static final int MAX_NAME = 60;
  private static final int MAX_SEAS = 50;
  private static final long MAX_FILE = 64 << 10;
  private static final Pattern PLACE = Pattern.compile("\\{([^}]*)\\}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+\\]");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  public MapSettings {
    seas = seas.map(List::copyOf);
  }

  /**
   * Settings as texts; null or blank where nothing is set.
   *
   * @param url address of the tiles of the base map
   * @param attribution who made it
   * @param zooms first and last zoom of it, {@code 0-19}
   * @param seas file with the names of seas
   */
  public record Texts(String url, String attribution, String zooms, String seas) {}

  /**
   * Checks what was set.
   *
   * @throws RefusedException naming every fault with the setting, what was found and what is
   *     expected
   */
  public static MapSettings of(Texts texts) {
    List<Message> faults = new ArrayList<>();
    Optional<BaseMap> baseMap = baseMap(texts, faults);
    Optional<List<SeaLabel>> seas =
        isSet(texts.seas()) ? Optional.of(seas(texts.seas(), faults)) : Optional.empty();
    if (faults.size() == 1) {
      throw new RefusedException(faults.get(0));
    }
    if (!faults.isEmpty()) {
      Message all = faults.get(0);
      for (Message fault : faults.subList(1, faults.size())) {
        all = Message.of("config.and", all, fault);
      }
      throw new RefusedException(all);
    }
    return new MapSettings(baseMap, seas);
  }

  private static Optional<BaseMap> baseMap(Texts texts, List<Message> faults) {
    if (!isSet(texts.url())) {
      if (isSet(texts.attribution())) {
        faults.add(Message.of("config.basemap_alone", "--basemap-attribution"));
      }
      if (isSet(texts.zooms())) {
        faults.add(Message.of("config.basemap_alone", "--basemap-zooms"));
      }
      return Optional.empty();
    }
    String url = texts.url().strip();
    fault(url).ifPresent(faults::add);
    String attribution = isSet(texts.attribution()) ? texts.attribution().strip() : "";
    if (attribution.isEmpty()) {
      faults.add(Message.of("config.basemap_attribution_missing"));
    } else if (attribution.length() > MAX_TEXT) {
      faults.add(Message.of("config.basemap_attribution_long", MAX_TEXT));
    }
    int[] zooms = {0, 19};
    if (isSet(texts.zooms())) {
      zooms = zooms(texts.zooms().strip());
      if (zooms == null) {
        faults.add(
            Message.of("config.basemap_zooms", texts.zooms().strip(), String.valueOf(MAX_ZOOM)));
      }
    }
    return faults.isEmpty()
        ? Optional.of(new BaseMap(url, attribution, zooms[0], zooms[1]))
        : Optional.empty();
  }

  /** What is wrong with the address of tiles. */
  private static Optional<Message> fault(String url) {
    Message form = Message.of("config.basemap_url_form", url);
    if (url.length() > 1_000) {
      return Optional.of(Message.of("config.basemap_url_form", url.substring(0, 100) + "..."));
    }
    List<String> places = new ArrayList<>();
    PLACE.matcher(url).results().forEach(found -> places.add(found.group(1)));
    for (String wanted : List.of("z", "x", "y")) {
      if (!places.contains(wanted)) {
        return Optional.of(Message.of("config.basemap_url_place", "{" + wanted + "}", url));
      }
    }
    for (String place : places) {
      if (!Set.of("z", "x", "y").contains(place)) {
        return Optional.of(Message.of("config.basemap_url_other", "{" + place + "}", url));
      }
    }
    URI address;
    try {
      address = new URI(PLACE.matcher(url).replaceAll("0"));
    } catch (URISyntaxException e) {
      return Optional.of(form);
    }
    if (url.startsWith("/") && !url.startsWith("//")) {
      return Optional.empty();
    }
    String scheme = address.getScheme() == null ? "" : address.getScheme();
    String host = address.getHost() == null ? "" : address.getHost();
    boolean safe = scheme.equals("https") || (scheme.equals("http") && LOOPBACK.contains(host));
    boolean hasPath = address.getRawPath() != null && address.getRawPath().startsWith("/");
    // What names the server goes into a header: no place holder, no name and password, no oddity.
    boolean plain =
        HOST.matcher(host).matches()
            && address.getRawUserInfo() == null
            && url.indexOf('{') > url.indexOf('/', url.indexOf("://") + 3);
    return safe && hasPath && plain ? Optional.empty() : Optional.of(form);
  }

  /** First and last zoom; null when they are none. */
  private static int[] zooms(String text) {
    if (!text.matches("\\d{1,2}-\\d{1,2}")) {
      return null;
    }
    int dash = text.indexOf('-');
    int first = Integer.parseInt(text.substring(0, dash));
    int last = Integer.parseInt(text.substring(dash + 1));
    return first <= last && last <= MAX_ZOOM ? new int[] {first, last} : null;
  }

  private static List<SeaLabel> seas(String name, List<Message> faults) {
    JsonNode list;
    try {
      Path file = Path.of(name);
      if (Files.size(file) > MAX_FILE) {
        faults.add(Message.of("config.seas_size", name, MAX_FILE >> 10));
        return List.of();
      }
      list = MAPPER.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      faults.add(
          Message.of(
              "config.seas_json",
              name,
              e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
              e.getOriginalMessage()));
      return List.of();
    } catch (IOException | java.nio.file.InvalidPathException e) {
      faults.add(Message.of("config.seas_unreadable", name));
      return List.of();
    }
    if (list == null || !list.isArray() || list.size() > MAX_SEAS) {
      faults.add(Message.of("config.seas_list", name, MAX_SEAS));
      return List.of();
    }
    List<SeaLabel> seas = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      JsonNode sea = list.get(i);
      int place = i + 1;
      Label label = new Label(text(sea.path("vi")), text(sea.path("en")));
      for (String language : List.of("vi", "en")) {
        String text = text(sea.path(language));
        if (text.isEmpty() || text.length() > MAX_NAME) {
          faults.add(Message.of("config.seas_name", name, place, language, MAX_NAME));
        }
      }
      JsonNode at = sea.path("at");
      boolean isPoint =
          at.size() == 2 && within(at.get(0), -180, 180) && within(at.get(1), -85, 85);
      if (!isPoint) {
        faults.add(Message.of("config.seas_at", name, place));
      }
      JsonNode zoom = sea.path("zoom");
      boolean isZoom =
          zoom.size() == 2
              && zoom.get(0).isInt()
              && zoom.get(1).isInt()
              && zoom.get(0).asInt() >= 0
              && zoom.get(0).asInt() <= zoom.get(1).asInt()
              && zoom.get(1).asInt() <= MAX_ZOOM;
      if (!isZoom) {
        faults.add(Message.of("config.seas_zoom", name, place, String.valueOf(MAX_ZOOM)));
      }
      if (isPoint && isZoom) {
        seas.add(
            new SeaLabel(
                label,
                at.get(0).asDouble(),
                at.get(1).asDouble(),
                zoom.get(0).asInt(),
                zoom.get(1).asInt()));
      }
    }
    return seas;
  }

  private static boolean within(JsonNode number, double least, double most) {
    return number.isNumber() && number.asDouble() >= least && number.asDouble() <= most;
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? Normalizer.normalize(node.asText().strip(), Normalizer.Form.NFC) : "";
  }

  private static boolean isSet(String text) {
    return text != null && !text.isBlank();
  }
}
