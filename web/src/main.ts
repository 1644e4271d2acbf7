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
import { App } from "./app";
import { preferredLang } from "./i18n/i18n";

/** The service worker comes after the first sight of the map, so that it takes nothing from it. */
const OFFLINE_AFTER = 5_000;

const root = document.getElementById("app");
if (!root) throw new Error("The page has no element with the id app");
void new App(root, preferredLang(navigator.languages)).start();
if (import.meta.env.PROD) {
  window.setTimeout(() => {
    import("./offline/register").then(({ keepOffline }) => keepOffline()).catch(() => undefined);
  }, OFFLINE_AFTER);
}
