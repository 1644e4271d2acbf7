/**
 * Where high or low values lie together: global and local Moran's I, Getis and Ord's Gi*, with
 * empirical-Bayes smoothing of rates and control of the false discovery rate. What comes out
 * describes a pattern; it is never shown as an official rate.
 */
package org.xaatlas.hotspot;
