/**
 * Scenarios: one JSON document says which units are compared, by what, and how; read with errors
 * that point at the place, and run on a release. The arithmetic is in {@link org.xaatlas.priority}.
 */
package org.xaatlas.scenario;
