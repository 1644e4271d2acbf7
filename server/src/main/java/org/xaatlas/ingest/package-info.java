/**
 * From files to the store: readers of boundary files and tables, and the imports that check, join
 * and keep what they read.
 *
 * <p>An import either keeps everything it accepted, in one transaction, or nothing. A file that
 * cannot be read or makes no sense is refused with a {@link org.xaatlas.message.RefusedException};
 * rows that cannot be joined end in the report.
 */
package org.xaatlas.ingest;
