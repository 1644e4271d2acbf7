/** What fuzz tests of all readers share. They are run by {@code scripts/fuzz}. */
package org.xaatlas.fuzz;
