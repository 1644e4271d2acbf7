/**
 * From the store to a release: reads one consistent state, makes the pieces that changed, and swaps
 * the current release in one step. What would come out the same is not made again.
 */
package org.xaatlas.publish;
