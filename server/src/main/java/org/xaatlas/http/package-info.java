/**
 * The HTTP edge: what {@code docs/api.md} describes, and nothing that is not a release.
 *
 * <p>{@link org.xaatlas.http.AtlasServer} is the way in. Immutable pieces are answered by a bare
 * Jetty handler in front ({@code PieceHandler}); everything else is an {@code Operation}: one
 * address with its {@code Parameter}s, from which routing, checking, error texts and the OpenAPI
 * document are made. An operation turns a {@code Call} into a {@code Reply}; compression,
 * conditional requests, HEAD and caching are done once, where replies are written. Every failure is
 * an RFC 9457 problem.
 */
package org.xaatlas.http;
