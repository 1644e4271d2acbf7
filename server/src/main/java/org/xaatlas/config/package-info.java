/**
 * What an administrator sets beside the data: the base map below the colours and the names of seas.
 * Read and checked once when the server starts, every fault at once; what is here is valid.
 */
package org.xaatlas.config;
