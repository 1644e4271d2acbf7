/**
 * What the program says to people, in Vietnamese and in English.
 *
 * <p>A {@link org.xaatlas.message.Message} is a key and its arguments; the words stand in resource
 * bundles, one per area of the program, so that no sentence is written in code. A {@link
 * org.xaatlas.message.Label} is a pair of names that comes with data. {@link
 * org.xaatlas.message.RefusedException} and {@link org.xaatlas.message.EnvironmentException} are
 * the two ways in which a command ends without doing its work.
 */
package org.xaatlas.message;
