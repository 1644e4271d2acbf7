/**
 * Text of files that do not say how it is written. An <em>octet string</em> holds one byte in each
 * character (0 to 255); an encoding turns it into text. The encodings of Vietnamese before Unicode
 * are tables of {@code geodata/encodings}.
 */
package org.xaatlas.ingest.text;
