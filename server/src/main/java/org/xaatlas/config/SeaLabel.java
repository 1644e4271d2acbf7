package org.xaatlas.config;

import org.xaatlas.message.Label;

/**
 * The name of a sea.
 *
 * @param name what is written
 * @param lon longitude of the middle of the name, degrees in EPSG:4326
 * @param lat its latitude
 * @param fromZoom first zoom at which it is written
 * @param toZoom last one
 */
public record SeaLabel(Label name, double lon, double lat, int fromZoom, int toZoom) {}
