/** Reference tables that travel inside the jar: unit registers, catalogue, demonstration set. */
package org.xaatlas.geodata;
