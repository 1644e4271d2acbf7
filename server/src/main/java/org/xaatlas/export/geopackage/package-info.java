/** Layers as GeoPackage files for desktop programs. */
package org.xaatlas.export.geopackage;
