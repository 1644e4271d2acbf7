import "leaflet/dist/leaflet.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/controls.css";
import "./styles/legend.css";
import "./styles/panel.css";
import "./styles/table.css";
import "./styles/handon.css";
import "./styles/tour.css";
import "./styles/contrast.css";
import { askEarly } from "./api/early";

/** The service worker comes after the first sight of the map, so that it takes nothing from it. */
const OFFLINE_AFTER = 5_000;

askEarly(window.location.hash).catch(() => undefined);
// Named in the page as well (vite.config.ts), so that it is on its way already.
void import("./app").then(({ begin }) => begin());
if (import.meta.env.PROD) {
  window.setTimeout(() => {
    import("./offline/register").then(({ keepOffline }) => keepOffline()).catch(() => undefined);
  }, OFFLINE_AFTER);
}
