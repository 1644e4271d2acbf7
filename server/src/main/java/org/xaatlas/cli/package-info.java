/**
 * The command line, {@code atlas}. It wires stores, importers, publisher and server by constructor,
 * prints what they say, and turns endings into exit codes: 0 done, 1 refused because of the input
 * with the store unchanged, 2 wrong usage, 3 environment.
 */
package org.xaatlas.cli;
